export * from './feature.ts'
export { type EventFeed, type OpenOptions, StreamHub, type StreamHubOptions } from './hub.ts'
export { type IdentifyAgain, streamApi } from './stream-api.ts'
