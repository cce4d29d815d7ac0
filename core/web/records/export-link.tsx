import type { ListQuery } from '@saola/sdk'
import { Icon, listParams, recordsPath, useLang } from '@saola/sdk-web'
import { Download } from 'lucide-solid'
import { useRecordWords } from './words/words.ts'

/** Saves what a list shows as a file for spreadsheets. */
export function ExportLink(props: { model: string; query: Pick<ListQuery, 'filter' | 'search' | 'sort'> }) {
  const words = useRecordWords()
  const lang = useLang()
  const href = () => {
    const { filter, search, sort } = props.query
    const asked = Object.entries(listParams({ filter, search, sort })).filter(
      ([, value]) => value !== undefined,
    )
    const query = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))
    query.set('lang', lang())
    return `${recordsPath(props.model)}/export.csv?${query}`
  }
  // `download` keeps the router from taking it for a place of the console.
  return (
    <a class="btn" data-kind="quiet" href={href()} download="" title={words().export.note}>
      <Icon of={Download} />
      {words().export.label}
    </a>
  )
}
