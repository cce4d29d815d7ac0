export interface TrapProps {
  value: string
  onChange: (value: string) => void
}

/** A field that neither eyes, screen readers nor the tab key come across; programs that fill in everything do. */
export function Trap(props: TrapProps) {
  return (
    <div class="pf-trap" aria-hidden="true">
      <input
        type="text"
        name="website"
        tabindex={-1}
        autocomplete="off"
        value={props.value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  )
}
