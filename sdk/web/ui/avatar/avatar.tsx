import { Show } from 'solid-js'

/** Vietnamese names put the given name last: Nguyễn Thị Hằng is NH, Phường Trường Vinh is PV. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = words[0]?.[0] ?? ''
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

export interface AvatarProps {
  name: string
  /** A unit instead of a person: square. */
  unit?: boolean
  /** Instead of the initials of the name. */
  initials?: string
}

/** Somebody by initials. Decoration: the name stands beside it. */
export function Avatar(props: AvatarProps) {
  return (
    <span class="avatar" data-unit={props.unit ? '' : undefined} aria-hidden="true">
      {props.initials ?? initialsOf(props.name)}
    </span>
  )
}

export interface PersonProps {
  name: string
  /** Second line: role, shift, unit. */
  detail?: string
  unit?: boolean
}

/** Avatar, name and what the person is here. */
export function Person(props: PersonProps) {
  return (
    <span class="person">
      <Avatar name={props.name} unit={props.unit} />
      <span class="person-text">
        <b>{props.name}</b>
        <Show when={props.detail}>
          <span class="meta">{props.detail}</span>
        </Show>
      </span>
    </span>
  )
}
