export { rightsFeature } from './feature.ts'
