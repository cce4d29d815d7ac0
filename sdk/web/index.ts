export * from './live/index.ts'
export * from './ui/index.ts'
export * from './units/index.ts'
export * from './widget/index.ts'
