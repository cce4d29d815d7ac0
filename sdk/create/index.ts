export { type CreateOptions, createPlugin, pluginId } from './create-plugin.ts'
