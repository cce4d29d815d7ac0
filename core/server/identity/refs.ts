import { type Actor, serviceRef } from '@saola/sdk'
import type { Accounts } from './accounts.ts'
import type { Names } from './names.ts'
import type { Sessions } from './sessions.ts'
import type { TokenCheck } from './tokens.ts'

/** Who is who: people with their sessions, and API tokens. */
export interface Identity {
  accounts: Accounts
  sessions: Sessions
  tokens: TokenCheck
  /** What those who did something are called, by actor id. */
  names: Names
  /** E-mail address of a person who is signed in. */
  emailOf(actor: Actor): string | undefined
}

export const identityRef = serviceRef<Identity>('core.identity')
