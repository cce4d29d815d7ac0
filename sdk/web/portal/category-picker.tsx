import { Pick, type PickProps } from '../ui/pick/pick.tsx'

/** Four categories in a row, each a picture and a word. */
export function CategoryPicker<Value extends string = string>(props: PickProps<Value>) {
  return (
    <div class="pf-kinds">
      <Pick {...props} />
    </div>
  )
}
