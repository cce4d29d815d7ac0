// Starts a PostgreSQL for tests and keeps it until Ctrl+C; prints its address.
import { launch } from './launch.mjs'

await launch('postgres/keep.ts')
