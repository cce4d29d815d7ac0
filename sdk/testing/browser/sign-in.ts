import type { Page } from 'playwright-core'
import type { TestAccount, TestCentre } from '../centre/test-centre.ts'

/** Signs a browser in as somebody with a role, the way a person does but without the form. */
export async function signIn(
  page: Page,
  centre: Pick<TestCentre, 'url' | 'accounts'>,
  role: string,
): Promise<TestAccount> {
  const account = centre.accounts.find((one) => one.role === role)
  if (!account) throw new Error(`the centre has no account with the role ${role}`)
  const { email, password } = account
  const response = await page.request.post(`${centre.url}/api/auth/sign-in`, {
    data: { email, password },
    headers: { origin: centre.url },
  })
  if (!response.ok()) throw new Error(`sign-in answered ${response.status()}: ${await response.text()}`)
  return account
}
