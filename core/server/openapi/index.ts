export * from './document.ts'
export * from './feature.ts'
