import { createEffect, createSignal, createUniqueId, For, type JSX, onCleanup, Show } from 'solid-js'
import { CloseIcon, MenuIcon } from '../../icons/icons.ts'
import { IconButton } from '../button/button.tsx'
import { useKit } from '../locale/kit.tsx'
import {
  Brand,
  type BrandProps,
  Crumbs,
  type CrumbsProps,
  type NavItem,
  NavLink,
  SkipLink,
} from './parts.tsx'

export interface NavGroup {
  /** Left out for the places above all groups. */
  title?: string
  items: readonly NavItem[]
}

export interface SideNavProps {
  label: string
  groups: readonly NavGroup[]
  id?: string
  open?: boolean
  onNavigate?: () => void
}

/** Everything that can be shaped, in groups. */
export function SideNav(props: SideNavProps) {
  return (
    <nav class="side" id={props.id} aria-label={props.label} data-open={props.open ? '' : undefined}>
      <For each={props.groups}>
        {(group) => (
          <>
            <Show when={group.title}>
              <h2>{group.title}</h2>
            </Show>
            <For each={group.items}>{(item) => <NavLink item={item} onClick={props.onNavigate} />}</For>
          </>
        )}
      </For>
    </nav>
  )
}

export interface StudioShellProps {
  brand: BrandProps
  /** Where one is, in the bar. */
  crumbs?: CrumbsProps
  /** At the end of the bar: draft state, undo, publish, person. Mark with `data-wide` what a phone can do without. */
  end?: JSX.Element
  label: string
  groups: readonly NavGroup[]
  children: JSX.Element
}

/** Studio: bar above, side list at the start, content scrolls inside. On a phone the list comes out of a button. */
export function StudioShell(props: StudioShellProps) {
  const kit = useKit()
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  createEffect(() => {
    if (!open()) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false)
    }
    document.addEventListener('keydown', onKey)
    onCleanup(() => document.removeEventListener('keydown', onKey))
  })
  return (
    <div class="st">
      <SkipLink to="content" />
      <header class="bar">
        <span class="side-toggle">
          <IconButton
            icon={open() ? CloseIcon : MenuIcon}
            label={open() ? kit.words().close : kit.words().menu}
            aria-expanded={open()}
            aria-controls={id}
            onClick={() => setOpen(!open())}
          />
        </span>
        <Brand {...props.brand} />
        <Show when={props.crumbs}>{(crumbs) => <Crumbs {...crumbs()} />}</Show>
        <span class="push" />
        {props.end}
      </header>
      <SideNav
        id={id}
        label={props.label}
        groups={props.groups}
        open={open()}
        onNavigate={() => setOpen(false)}
      />
      <main id="content" tabindex={-1}>
        {props.children}
      </main>
    </div>
  )
}
