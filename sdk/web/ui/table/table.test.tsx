import { createSignal } from 'solid-js'
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mount } from '../testkit/mount.tsx'
import { type Column, Table, type TableSort } from './table.tsx'

interface Row {
  id: string
  title: string
  left: number
}

const first: Row[] = [
  { id: 'a', title: 'Hố ga mất nắp', left: 12 },
  { id: 'b', title: 'Vỡ ống nước', left: 267 },
  { id: 'c', title: 'Nước tràn', left: 237 },
]
const columns: Column<Row>[] = [
  { id: 'title', head: 'Nội dung', cell: (row) => row.title },
  { id: 'left', head: 'Còn', num: true, sortable: true, cell: (row) => row.left },
]

function show() {
  const [rows, setRows] = createSignal<readonly Row[]>(first)
  const [checked, setChecked] = createSignal<ReadonlySet<string>>(new Set())
  const [selected, setSelected] = createSignal<string | null>(null)
  const [sort, setSort] = createSignal<TableSort>()
  mount(() => (
    <Table
      label="Phản ánh"
      columns={columns}
      rows={rows()}
      rowKey={(row) => row.id}
      selected={selected()}
      onOpen={(row) => setSelected(row.id)}
      checked={checked()}
      onCheck={setChecked}
      sort={sort()}
      onSort={setSort}
    />
  ))
  return { setRows, checked, selected, sort }
}
const row = (title: string) => page.getByRole('row', { name: new RegExp(title) })

beforeEach(() => page.viewport(1280, 800))

test('J and K walk, Enter opens, X ticks', async () => {
  const { checked, selected } = show()
  row('Hố ga').element().focus()
  await userEvent.keyboard('jj')
  expect(document.activeElement).toBe(row('Nước tràn').element())
  await userEvent.keyboard('k{Enter}x')
  expect(selected()).toBe('b')
  expect([...checked()]).toEqual(['b'])
  await expect.element(row('Vỡ ống')).toHaveAttribute('aria-selected', 'true')
  await userEvent.keyboard('x')
  expect([...checked()]).toEqual([])
})

test('a live change keeps the row, its element and the focus', async () => {
  const { setRows } = show()
  const element = row('Vỡ ống').element()
  element.focus()
  setRows([
    { id: 'd', title: 'Cây đổ', left: 1 },
    { id: 'b', title: 'Vỡ ống nước, đã khoá van', left: 266 },
  ])
  await expect.element(row('đã khoá van')).toBeVisible()
  expect(row('đã khoá van').element()).toBe(element)
  expect(document.activeElement).toBe(element)
})

test('a head sorts, and says which way', async () => {
  const { sort } = show()
  const head = page.getByRole('columnheader', { name: 'Còn' })
  await expect.element(head).not.toHaveAttribute('aria-sort')
  await userEvent.click(page.getByRole('button', { name: 'Còn' }))
  await expect.element(head).toHaveAttribute('aria-sort', 'ascending')
  await userEvent.click(page.getByRole('button', { name: 'Còn' }))
  expect(sort()).toEqual({ by: 'left', descending: true })
})

test('the box in the head takes all that is shown', async () => {
  const { checked } = show()
  await userEvent.click(page.getByRole('checkbox', { name: 'Chọn mọi dòng đang hiện' }))
  expect([...checked()]).toEqual(['a', 'b', 'c'])
})

test('where there is no room for columns rows are cards, and can still be sorted and taken', async () => {
  await page.viewport(390, 844)
  const { checked, sort } = show()
  await userEvent.click(page.getByRole('button', { name: 'Còn' }))
  expect(sort()?.by).toBe('left')
  await userEvent.click(page.getByRole('checkbox', { name: 'Chọn mọi dòng đang hiện' }))
  expect(checked().size).toBe(3)
  const card = row('Hố ga').element()
  expect(card.scrollWidth).toBeLessThanOrEqual(card.clientWidth)
})
