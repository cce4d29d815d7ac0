import { Checkbox, RadioGroup, Textarea, TextInput } from '@saola/sdk-web'
import { For, Match, Show, Switch } from 'solid-js'
import type { Question } from '../models/question.ts'
import type { GivenAnswers } from '../public/answers.ts'
import { inLang, words } from './words.ts'

export interface QuestionsProps {
  lang: 'vi' | 'en'
  questions: readonly Question[]
  answers: GivenAnswers
  onChange: (answers: GivenAnswers) => void
}

/** What a category asks besides the text; nothing of it has to be answered. */
export function Questions(props: QuestionsProps) {
  const t = () => words[props.lang]
  const answer = (code: string, value: string | string[]) => {
    const { [code]: _before, ...others } = props.answers
    props.onChange(value.length > 0 ? { ...others, [code]: value } : others)
  }
  return (
    <Show when={props.questions.length > 0}>
      <section class="fr-questions" aria-labelledby="more-questions">
        <h2 id="more-questions" class="fr-more">
          {t().more} <span class="meta">{t().optional}</span>
        </h2>
        <For each={props.questions}>
          {(one) => (
            <OneQuestion
              question={one}
              lang={props.lang}
              value={props.answers[one.code]}
              onChange={(value) => answer(one.code, value)}
            />
          )}
        </For>
      </section>
    </Show>
  )
}

function OneQuestion(props: {
  question: Question
  lang: 'vi' | 'en'
  value: string | string[] | undefined
  onChange: (value: string | string[]) => void
}) {
  const label = () => inLang(props.question.label, props.lang)
  const hint = () => (props.question.hint ? inLang(props.question.hint, props.lang) : undefined)
  const text = () => (typeof props.value === 'string' ? props.value : '')
  const chosen = () => (Array.isArray(props.value) ? props.value : [])
  const values = () => props.question.values ?? []
  const kind = () => (props.question.variable === false ? 'notice' : props.question.datatype)
  return (
    <Switch
      fallback={
        <TextInput
          label={label()}
          hint={hint()}
          maxLength={500}
          type={kind() === 'datetime' ? 'datetime-local' : 'text'}
          inputmode={kind() === 'number' ? 'decimal' : undefined}
          value={text()}
          onChange={props.onChange}
        />
      }
    >
      <Match when={kind() === 'notice'}>
        <p class="meta">{label()}</p>
      </Match>
      <Match when={kind() === 'singlevaluelist'}>
        <RadioGroup
          label={label()}
          hint={hint()}
          value={text() || null}
          options={values().map((one) => ({ value: one.key, label: inLang(one.label, props.lang) }))}
          onChange={props.onChange}
        />
      </Match>
      <Match when={kind() === 'multivaluelist'}>
        <fieldset class="field">
          <legend class="label">{label()}</legend>
          <For each={values()}>
            {({ key, label: name }) => (
              <Checkbox
                label={inLang(name, props.lang)}
                checked={chosen().includes(key)}
                onChange={(on) =>
                  props.onChange(on ? [...chosen(), key] : chosen().filter((one) => one !== key))
                }
              />
            )}
          </For>
        </fieldset>
      </Match>
      <Match when={kind() === 'text'}>
        <Textarea label={label()} hint={hint()} maxLength={4000} value={text()} onChange={props.onChange} />
      </Match>
    </Switch>
  )
}
