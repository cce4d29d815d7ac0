import { Button, ProblemError, toaster, toProblem, useHost } from '@saola/sdk-web'
import { Upload } from 'lucide-solid'
import { createSignal } from 'solid-js'
import { useWords } from '../../host/console.tsx'

/** Installs a package file; it stays off until somebody has read what it asks for. */
export function PackageUpload(props: { onInstalled: (id: string) => void }) {
  const host = useHost()
  const words = useWords()
  const [busy, setBusy] = createSignal(false)
  let input: HTMLInputElement | undefined

  const send = async (file: File) => {
    setBusy(true)
    try {
      const installed = await upload(file, host.lang())
      toaster.show({ text: words().modules.uploaded(installed.id, installed.version) })
      props.onInstalled(installed.id)
    } catch (thrown) {
      toaster.show({
        tone: 'crit',
        text: `${words().modules.uploadFailed}: ${toProblem(thrown).message}`,
        duration: Number.POSITIVE_INFINITY,
      })
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <input
        ref={(element) => {
          input = element
        }}
        hidden
        type="file"
        accept=".tgz,application/gzip"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) void send(file)
        }}
      />
      <Button icon={Upload} busy={busy()} onClick={() => input?.click()}>
        {words().modules.upload}
      </Button>
    </>
  )
}

/** The host's requests carry JSON only; a package travels as it is. */
async function upload(file: File, lang: string): Promise<{ id: string; version: string }> {
  const response = await fetch('/api/modules', {
    method: 'POST',
    headers: { 'content-type': 'application/gzip', 'accept-language': lang },
    body: file,
    credentials: 'same-origin',
  })
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) throw new ProblemError(response.status, body)
  return { id: String(body.id), version: String(body.version) }
}
