/** A backup or restore that cannot be, said to the person who asked for it. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BackupError'
  }
}
