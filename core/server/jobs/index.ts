export * from './feature.ts'
export * from './jobs-point.ts'
export { type OpenQueueOptions, openQueue } from './open.ts'
export * from './queue.ts'
