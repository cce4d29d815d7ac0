declare module 'exifr/dist/lite.esm.mjs' {
  const exifr: { gps(file: Blob): Promise<{ latitude?: number; longitude?: number } | undefined> }
  export default exifr
}
