import { type JSX, splitProps } from 'solid-js'
import { join } from '../util/class.ts'

export interface LinkProps extends Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, 'class' | 'style'> {
  href: string
  /** Takes the colour of the text around it, underlined only under the pointer: titles in lists and tables. */
  quiet?: boolean
  class?: string
}

/** A way to another place; the address is the state. */
export function Link(props: LinkProps) {
  const [own, rest] = splitProps(props, ['quiet', 'class'])
  return <a {...rest} class={join('link', own.class)} data-quiet={own.quiet ? '' : undefined} />
}
