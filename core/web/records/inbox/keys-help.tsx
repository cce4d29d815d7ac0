import { Button, Dialog, Kbd, Switch } from '@saola/sdk-web'
import { For } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import { lettersOn, switchLetters } from './keys.ts'

/** What the keys do. */
export function KeysHelp(props: { open: boolean; onClose: () => void }) {
  const words = useRecordWords()
  const lines = (): [keys: string[], what: string][] => [
    [['J', 'K'], words().keys.move],
    [['Enter', 'Esc'], words().keys.open],
    [['S'], words().keys.status],
    [['A'], words().keys.assign],
    [['M'], words().keys.comment],
    [['G'], words().keys.merge],
    [['X'], words().keys.select],
    [['Z'], words().keys.undo],
    [['/'], words().keys.search],
    [['?'], words().keys.help],
  ]
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={words().keys.title}
      actions={<Button onClick={() => props.onClose()}>{words().keys.close}</Button>}
    >
      <dl class="keys-list">
        <For each={lines()}>
          {([keys, what]) => (
            <div>
              <dt>
                <For each={keys}>{(key) => <Kbd>{key}</Kbd>}</For>
              </dt>
              <dd>{what}</dd>
            </div>
          )}
        </For>
      </dl>
      <Switch label={words().keys.on} checked={lettersOn()} onChange={switchLetters} />
      <p class="meta">{words().keys.onNote}</p>
    </Dialog>
  )
}
