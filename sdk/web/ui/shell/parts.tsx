import { For, type JSX, Show } from 'solid-js'
import { Logo } from '../../icons/logo.tsx'
import { Count } from '../count/count.tsx'
import { Icon } from '../icon/icon.tsx'
import type { IconComponent } from '../icon/make.tsx'
import { useKit } from '../locale/kit.tsx'

export interface NavItem {
  href: string
  label: string
  icon?: IconComponent
  /** This is where the person is. */
  current?: boolean
  /** How many want attention; nothing at 0. */
  count?: number
  /** Read after the count: `chưa nhận`. */
  countLabel?: string
}

export interface BrandProps {
  /** The name of the centre, or of the face. */
  name: string
  href: string
}

/** The horns of the saola and the name of the centre. */
export function Brand(props: BrandProps) {
  return (
    <a class="brand" href={props.href}>
      <span class="mark">
        <Logo />
      </span>
      <span class="brand-name clip">{props.name}</span>
    </a>
  )
}

/** First stop of the keyboard: jumps over the navigation. */
export function SkipLink(props: { to: string }) {
  const kit = useKit()
  return (
    <a class="skip" href={`#${props.to}`}>
      {kit.words().skip}
    </a>
  )
}

export interface CrumbsProps {
  label: string
  /** From the top down; the last is the page itself. */
  items: readonly { label: string; href?: string }[]
}

/** Where one is. */
export function Crumbs(props: CrumbsProps) {
  return (
    <nav class="crumb" aria-label={props.label}>
      <For each={props.items}>
        {(item, index) => (
          <>
            <Show when={index() > 0}>
              <span aria-hidden="true">/</span>
            </Show>
            <Show
              when={index() < props.items.length - 1}
              fallback={
                <b class="clip" aria-current="page">
                  {item.label}
                </b>
              }
            >
              <Show when={item.href} fallback={<span>{item.label}</span>}>
                {(href) => <a href={href()}>{item.label}</a>}
              </Show>
            </Show>
          </>
        )}
      </For>
    </nav>
  )
}

export interface PageHeadProps {
  title: string
  /** Beside the title: a key, a badge. */
  mark?: JSX.Element
  /** Under the title: one sentence of what this page is for. */
  note?: JSX.Element
  /** At the end. */
  actions?: JSX.Element
  /** Tabs or filters under it. */
  children?: JSX.Element
}

/** Name of the page, its acts, its tabs. */
export function PageHead(props: PageHeadProps) {
  return (
    <header class="page-head">
      <div class="page-head-line">
        <h1>{props.title}</h1>
        {props.mark}
        <Show when={props.actions}>
          <span class="push" />
          <div class="line" data-wrap="">
            {props.actions}
          </div>
        </Show>
      </div>
      <Show when={props.note}>
        <p class="meta">{props.note}</p>
      </Show>
      {props.children}
    </header>
  )
}

/** One place of a rail or side list. */
export function NavLink(props: { item: NavItem; pip?: boolean; onClick?: () => void }) {
  const words = () => props.item.countLabel ?? ''
  return (
    <a
      href={props.item.href}
      aria-current={props.item.current ? 'page' : undefined}
      onClick={() => props.onClick?.()}
    >
      <Show when={props.item.icon}>{(icon) => <Icon of={icon()} />}</Show>
      <span class="nav-label">{props.item.label}</span>
      <Show when={props.item.count}>
        {(count) => (
          <Show when={props.pip} fallback={<Count>{count()}</Count>}>
            <span class="pip">
              {count()}
              <span class="sr"> {words()}</span>
            </span>
          </Show>
        )}
      </Show>
    </a>
  )
}
