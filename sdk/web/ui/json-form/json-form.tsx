import { lazy, Suspense } from 'solid-js'
import { Skeleton } from '../skeleton/skeleton.tsx'
import type { JsonFormProps } from './form.tsx'

export type { FormControlProps } from './control.tsx'
export type { FieldNode } from './evaluate.ts'
export type { JsonFormProps } from './form.tsx'
export type { FormProblem } from './form-state.ts'

const Form = lazy(() => import('./form.tsx'))

/** A form from a JSON Schema. Its code is fetched when the first one is shown. */
export function JsonForm<Value = unknown>(props: JsonFormProps<Value>) {
  return (
    <Suspense fallback={<Skeleton lines={5} />}>
      <Form {...(props as JsonFormProps)} />
    </Suspense>
  )
}
