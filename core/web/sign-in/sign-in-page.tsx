import { Button, Logo, Note, Segmented, TextInput, toProblem, useHost, useText } from '@saola/sdk-web'
import { Navigate, useSearchParams } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import { useConsole } from '../host/console.tsx'
import { useTitle } from '../shell/title.ts'

/** Mail and password of the centre's own accounts. */
export default function SignInPage() {
  const { request, enter, words, preferences, expired } = useConsole()
  const host = useHost()
  const text = useText()
  const [search] = useSearchParams<{ next?: string }>()
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  let form: HTMLFormElement | undefined
  useTitle(() => words().signIn.title)

  onMount(() => form?.querySelector('input')?.focus())

  const submit = async () => {
    setTried(true)
    setProblem(undefined)
    if (email() === '' || password() === '') {
      form?.querySelector<HTMLInputElement>('[aria-invalid=true]')?.focus()
      return
    }
    setBusy(true)
    try {
      await request('/api/auth/sign-in', { method: 'POST', body: { email: email(), password: password() } })
      await enter()
    } catch (thrown) {
      const { status, message } = toProblem(thrown)
      if (status === 0) setProblem(words().signIn.unreachable)
      else if (status === 429) setProblem(words().signIn.tooMany)
      else if (status === 400 || status === 401 || status === 403 || status === 422)
        setProblem(words().signIn.wrong)
      else setProblem(`${words().signIn.failed}: ${message}`)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Show when={!host.ui.user} fallback={<Navigate href={safePath(search.next)} />}>
      <main id="content" class="sign-in">
        <div class="sign-in-box">
          <div class="sign-in-head">
            <span class="mark">
              <Logo />
            </span>
            <div>
              <p class="meta">{text(host.ui.centre)}</p>
              <h1>{words().signIn.title}</h1>
            </div>
          </div>
          <Show when={expired()}>
            <Note tone="warn" role="status">
              {words().signIn.expired}
            </Note>
          </Show>
          <form
            ref={(element) => {
              form = element
            }}
            class="sign-in-form"
            novalidate
            aria-busy={busy()}
            onSubmit={(event) => {
              event.preventDefault()
              if (!busy()) void submit()
            }}
          >
            <TextInput
              label={words().signIn.email}
              hint={words().signIn.emailHint}
              type="email"
              name="email"
              autocomplete="username"
              inputmode="email"
              value={email()}
              onChange={setEmail}
              error={tried() && email() === '' ? words().signIn.emailMissing : undefined}
            />
            <TextInput
              label={words().signIn.password}
              type="password"
              name="password"
              autocomplete="current-password"
              value={password()}
              onChange={setPassword}
              error={tried() && password() === '' ? words().signIn.passwordMissing : undefined}
            />
            <Show when={problem()}>
              {(message) => (
                <Note tone="crit" role="alert">
                  {message()}
                </Note>
              )}
            </Show>
            <Button kind="primary" type="submit" busy={busy()}>
              {words().signIn.submit}
            </Button>
          </form>
          <div class="sign-in-foot">
            <a href="/portal" rel="external">
              {words().signIn.toPortal}
            </a>
            <Segmented
              label={words().person.language}
              value={preferences.lang()}
              items={[
                { id: 'vi', label: words().lang.vi },
                { id: 'en', label: words().lang.en },
              ]}
              onChange={(lang) => preferences.setLang(lang)}
            />
          </div>
        </div>
      </main>
    </Show>
  )
}

/** Only places of this console: an address from outside must not lead elsewhere. */
export function safePath(next: string | undefined): string {
  return next !== undefined && /^\/(operate|studio)(\/|\?|$)/.test(next) ? next : '/operate'
}
