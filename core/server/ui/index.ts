export * from './document.ts'
export * from './feature.ts'
export * from './static-files.ts'
