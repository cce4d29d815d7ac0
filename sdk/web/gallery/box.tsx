import type { JSX } from 'solid-js'

export function Box(props: { title: string; code?: string; children: JSX.Element }) {
  return (
    <section class="gallery-box">
      <header>
        <h3>{props.title}</h3>
        <code>{props.code}</code>
      </header>
      {props.children}
    </section>
  )
}
