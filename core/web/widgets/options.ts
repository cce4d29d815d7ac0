import type { JsonSchema, Text } from '@saola/sdk'

type Schema = Record<string, unknown>

const tones: Record<string, Text> = {
  crit: { vi: 'nguy cấp', en: 'critical' },
  high: { vi: 'cao', en: 'high' },
  warn: { vi: 'vừa', en: 'medium' },
  ok: { vi: 'tốt', en: 'good' },
  hold: { vi: 'tạm dừng', en: 'paused' },
  off: { vi: 'thấp', en: 'low' },
}

/**
 * The options of the types of widget that need no code, as JSON Schemas with titles in both languages: a form can be made
 * of them, and a mistake in a module's options be named.
 */
export const widgetOptions: Readonly<Record<string, JsonSchema>> = {
  'core.number': options({
    model: model(),
    filter: filter(),
    today: field('Thời điểm, để đếm trong ngày', 'Time, to count those of today'),
    field: field('Trường, để hiện một giá trị', 'Field, to show one value'),
    sort: sort(),
    unit: {
      ...title('Đơn vị đo', 'Unit of measure'),
      anyOf: [{ type: 'string', maxLength: 40 }, text()],
    },
    stops: stops(),
    tone: tone('Mức khi khác không', 'Tone when not zero'),
    note: { ...title('Dòng ghi chú', 'Note'), ...text() },
    time: field('Thời điểm của giá trị', 'Time of the value'),
    lateAfter: {
      ...title('Trễ sau', 'Late after'),
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 31_536_000,
      'x-unit': 's',
    },
  }),
  'core.list': options({
    model: model(),
    filter: filter(),
    sort: sort(),
    limit: whole('Số dòng', 'Rows', 1, 500, 6),
    detail: fields('Dòng thứ hai', 'Second line'),
    value: field('Giá trị ở cuối', 'Value at the end'),
    stops: stops(),
    time: field('Thời điểm', 'Time'),
    image: field('Trường ảnh', 'Field with pictures'),
  }),
  'core.chart': options(
    {
      model: model(),
      value: field('Giá trị', 'Value'),
      label: field('Tên của thanh', 'Name of a bar'),
      filter: filter(),
      sort: sort(),
      limit: whole('Số thanh', 'Bars', 1, 500, 6),
    },
    ['value'],
  ),
  'core.counts': options(
    {
      model: model(),
      by: field('Đếm theo', 'Count by'),
      filter: filter(),
      limit: whole('Số thanh', 'Bars', 1, 30, 8),
      order: choice('Thứ tự', 'Order', {
        count: { vi: 'nhiều nhất trước', en: 'most frequent first' },
        field: { vi: 'theo trường', en: 'as in the field' },
      }),
      empty: { ...title('Cả giá trị không có bản ghi', 'Also values without records'), type: 'boolean' },
    },
    ['by'],
  ),
  'core.trend': options({
    model: model(),
    time: field('Thời điểm', 'Time'),
    filter: filter(),
    by: choice('Mỗi cột là', 'Each column is', {
      hour: { vi: 'một giờ', en: 'an hour' },
      day: { vi: 'một ngày', en: 'a day' },
    }),
    last: whole('Số cột', 'Columns', 2, 48),
    compare: choice('So với', 'Compare with', {
      day: { vi: 'hôm trước', en: 'the day before' },
      week: { vi: 'tuần trước', en: 'the week before' },
      none: { vi: 'không so', en: 'nothing' },
    }),
  }),
  'core.due': options(
    {
      model: model(),
      due: field('Thời hạn', 'Deadline'),
      from: field('Bắt đầu tính từ', 'Runs from'),
      status: field('Trạng thái', 'Status'),
      soon: { ...whole('Sắp hết hạn, trong', 'Soon due, within', 1, 720, 4), 'x-unit': 'h' },
      filter: filter(),
      limit: whole('Số việc hiện ra', 'Rows of work', 0, 30, 4),
      detail: field('Dòng thứ hai', 'Second line'),
    },
    ['due'],
  ),
}

function options(properties: Record<string, Schema>, required: string[] = []): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['model', ...required],
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, schema], index) => [name, { 'x-order': index, ...schema }]),
    ),
  } as JsonSchema
}

function title(vi: string, en: string): Schema {
  return { 'x-title': { vi, en } satisfies Text }
}

function model(): Schema {
  return { ...title('Mô hình dữ liệu', 'Model'), type: 'string', minLength: 1, 'x-control': 'model' }
}

function filter(): Schema {
  return { ...title('Lọc', 'Filter'), type: ['object', 'boolean'], 'x-control': 'filter' }
}

function field(vi: string, en: string): Schema {
  return { ...title(vi, en), type: 'string', pattern: '^[A-Za-z]\\w*$', 'x-control': 'field' }
}

function fields(vi: string, en: string): Schema {
  return { ...title(vi, en), type: 'array', maxItems: 6, items: field(vi, en) }
}

function sort(): Schema {
  return { ...title('Thứ tự', 'Order'), type: 'string', pattern: '^-?[A-Za-z]\\w*(,-?[A-Za-z]\\w*)*$' }
}

function whole(vi: string, en: string, minimum: number, maximum: number, standard?: number): Schema {
  return {
    ...title(vi, en),
    type: 'integer',
    minimum,
    maximum,
    ...(standard === undefined ? {} : { default: standard }),
  }
}

function choice(vi: string, en: string, choices: Record<string, Text>): Schema {
  return {
    ...title(vi, en),
    type: 'string',
    oneOf: Object.entries(choices).map(([value, label]) => ({ const: value, 'x-title': label })),
  }
}

function text(): Schema {
  return {
    type: 'object',
    required: ['vi'],
    additionalProperties: false,
    properties: { vi: { type: 'string', minLength: 1 }, en: { type: 'string', minLength: 1 } },
  }
}

function tone(vi: string, en: string): Schema {
  return choice(vi, en, tones)
}

function stops(): Schema {
  return {
    ...title('Ngưỡng', 'Stops'),
    type: 'array',
    maxItems: 12,
    items: {
      type: 'object',
      required: ['tone'],
      additionalProperties: false,
      properties: {
        upTo: { ...title('Tới', 'Up to'), type: 'number' },
        tone: tone('Mức', 'Tone'),
        label: { ...title('Tên', 'Name'), ...text() },
      },
    },
  }
}
