import { createSignal, For, type JSX } from 'solid-js'
import { EllipsisIcon } from '../../icons/icons.ts'
import { Icon } from '../icon/icon.tsx'
import { useKit } from '../locale/kit.tsx'
import { Brand, type BrandProps, type NavItem, NavLink, SkipLink } from './parts.tsx'

/** This many places stay in the bottom bar of a phone; the rest come out of "more". */
const ON_PHONE = 4

export interface RailProps {
  label: string
  items: readonly NavItem[]
  /** At the far end: the way to the Studio. */
  endItems?: readonly NavItem[]
}

/** The places of a face, picture over word: at the start on a desk, at the bottom on a phone. */
export function Rail(props: RailProps) {
  const kit = useKit()
  const [open, setOpen] = createSignal(false)
  const hidden = () => [...props.items.slice(ON_PHONE), ...(props.endItems ?? [])]
  return (
    <nav class="rail" aria-label={props.label} data-open={open() ? '' : undefined}>
      <For each={props.items}>{(item) => <NavLink item={item} pip onClick={() => setOpen(false)} />}</For>
      <span class="rail-gap" />
      <For each={props.endItems}>{(item) => <NavLink item={item} pip onClick={() => setOpen(false)} />}</For>
      <button
        type="button"
        class="rail-more"
        aria-expanded={open()}
        data-current={hidden().some((item) => item.current) ? '' : undefined}
        onClick={() => setOpen(!open())}
      >
        <Icon of={EllipsisIcon} />
        <span class="nav-label">{open() ? kit.words().less : kit.words().more}</span>
      </button>
    </nav>
  )
}

export interface OperateShellProps extends RailProps {
  brand: BrandProps
  /** In the middle of the bar: the search box. */
  search?: JSX.Element
  /** At the end of the bar: area, truth of the connection, sound, person. Mark with `data-wide` what a phone can do without. */
  end?: JSX.Element
  children: JSX.Element
}

/** Operate: bar above, rail at the start, content scrolls inside. */
export function OperateShell(props: OperateShellProps) {
  return (
    <div class="op">
      <SkipLink to="content" />
      <header class="bar">
        <Brand {...props.brand} />
        <div class="bar-search">{props.search}</div>
        {props.end}
      </header>
      <Rail label={props.label} items={props.items} endItems={props.endItems} />
      <main id="content" tabindex={-1}>
        {props.children}
      </main>
    </div>
  )
}
