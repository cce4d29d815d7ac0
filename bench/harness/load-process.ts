import { answer } from './channel.ts'
import { Load, type Traffic } from './load.ts'

const load = new Load()
answer({ run: (traffic: Traffic) => load.run(traffic) })
