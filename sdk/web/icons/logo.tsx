export interface LogoProps {
  class?: string
}

/** The two horns of the saola. Decoration: the name of the centre stands beside it. */
export function Logo(props: LogoProps) {
  return (
    <svg
      class={props.class}
      viewBox="0 0 24 24"
      fill="none"
      stroke="var(--accent)"
      stroke-width="2.6"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <path d="M5.2 2.2c2.6 5.2 3.9 10.2 4.3 15.6M18.8 2.2c-2.6 5.2-3.9 10.2-4.3 15.6" />
      <path d="M8.6 21.4c2 1.1 4.8 1.1 6.8 0" />
    </svg>
  )
}
