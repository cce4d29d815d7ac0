export * from './unit-picker.tsx'
