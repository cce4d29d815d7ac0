import { createSignal, For } from 'solid-js'
import * as Kit from '../ui/index.ts'
import { Box } from './box.tsx'
import { ListFilterIcon, ListIcon, MapIcon, MergeIcon, UserCheckIcon } from './icons.ts'
import { before } from './sample.ts'

const SWATCHES =
  'canvas surface raised sunken selected line line-strong text-3 text-2 text accent crit high warn ok hold off c1 c2 c3 c4 c5'

export function TypeAndColour() {
  return (
    <Box title="Chữ, số, màu" code="tokens.css">
      <div class="gallery-type">
        <span class="gallery-h1">Ậ Ể Ỗ Ữ Ỳ ợ ặ ỵ ngã tư Chợ Vinh</span>
        <Kit.Num value={1204} />
        <b>Đường Nguyễn Sỹ Sách, phường Vinh Phú</b>
        <Kit.Num value={41208} />
        <span>Người trực ca đọc được mọi dấu: ằ ẵ ễ ử ữ ỹ</span>
        <Kit.Num value={93.4} unit="%" />
        <span class="meta">Phụ, 13 px: trước 01/07/2025 là phường Hưng Bình</span>
        <Kit.Num value={142} unit="mm" />
      </div>
      <div class="gallery-swatches">
        <For each={SWATCHES.split(' ')}>
          {(name) => (
            <span>
              <i style={{ background: `var(--${name})` }} />
              {name}
            </span>
          )}
        </For>
      </div>
    </Box>
  )
}

export function Buttons() {
  return (
    <Box title="Nút" code="Button IconButton MenuButton Kbd">
      <div class="line" data-wrap="">
        <Kit.Button kind="primary">Nhận việc</Kit.Button>
        <Kit.Button>Giao lại</Kit.Button>
        <Kit.Button kind="quiet">Xem thêm</Kit.Button>
        <Kit.Button kind="danger">Cất mô hình</Kit.Button>
        <Kit.MenuButton
          label="Việc khác"
          iconOnly
          kind="plain"
          items={[
            { label: 'Giao cho…', icon: UserCheckIcon, kbd: 'S' },
            { label: 'Gộp với…', icon: MergeIcon },
            { label: 'Cất bản ghi', icon: Kit.TrashIcon, kind: 'danger', apart: true },
          ]}
        />
        <Kit.Button size="sm">Nhỏ</Kit.Button>
        <Kit.Button disabled>Khóa</Kit.Button>
        <Kit.Button busy>Đang gửi</Kit.Button>
        <Kit.Button aria-pressed={true}>Đang bật</Kit.Button>
        <Kit.Button href="#ban-do" icon={MapIcon}>
          Xem bản đồ
        </Kit.Button>
        <span>
          <Kit.Kbd>A</Kit.Kbd> <Kit.Kbd>Ctrl K</Kit.Kbd>
        </span>
      </div>
    </Box>
  )
}

export function Fields() {
  const [unit, setUnit] = createSignal('Phường Trường Vinh')
  const [phone, setPhone] = createSignal('0912 34')
  const [level, setLevel] = createSignal<'crit' | 'high' | null>('crit')
  const [width, setWidth] = createSignal<number | null>(64.5)
  const [note, setNote] = createSignal('')
  const [due, setDue] = createSignal<string | null>('2026-11-24T06:57:00Z')
  const [sms, setSms] = createSignal(true)
  const [on, setOn] = createSignal(true)
  const [kind, setKind] = createSignal<'road' | 'water' | null>('water')
  return (
    <Box title="Ô nhập" code="TextInput Select NumberInput DateTimeInput Textarea Checkbox RadioGroup Switch">
      <div class="gallery-3">
        <Kit.TextInput
          label="Tên đơn vị"
          required
          value={unit()}
          onChange={setUnit}
          hint="Như trong quyết định thành lập."
        />
        <Kit.TextInput
          label="Số điện thoại"
          value={phone()}
          onChange={setPhone}
          error="Thiếu 4 chữ số, ví dụ 0912 345 678"
        />
        <Kit.Select
          label="Mức"
          value={level()}
          onChange={setLevel}
          options={[
            { value: 'crit', label: 'Khẩn cấp' },
            { value: 'high', label: 'Cao' },
          ]}
        />
        <Kit.NumberInput label="Đường kính thân" value={width()} onChange={setWidth} unit="cm" />
        <Kit.DateTimeInput label="Hạn" value={due()} onChange={setDue} />
        <div class="stack">
          <Kit.Checkbox label="Gửi tin" checked={sms()} onChange={setSms} />
          <Kit.Switch label="Đang bật" checked={on()} onChange={setOn} />
        </div>
        <Kit.RadioGroup
          label="Loại"
          value={kind()}
          onChange={setKind}
          options={[
            { value: 'road', label: 'Đường, vỉa hè' },
            { value: 'water', label: 'Nước sạch', hint: 'rò, vỡ ống, mất nước' },
          ]}
        />
        <Kit.Textarea
          label="Ghi chú nội bộ"
          optional
          value={note()}
          onChange={setNote}
          placeholder="Gõ @ để nhắc người"
        />
        <Kit.TextInput label="Khóa" mono value="risk" hint="Không đổi được sau khi xuất bản." disabled />
      </div>
    </Box>
  )
}

export function Choosing() {
  const [tab, setTab] = createSignal<'all' | 'log' | 'who'>('all')
  const [view, setView] = createSignal<'list' | 'map'>('list')
  const [words, setWords] = createSignal('')
  return (
    <Box title="Thẻ, đoạn, lọc" code="Tabs Segmented Chip SearchInput">
      <Kit.Tabs
        label="Ví dụ thẻ"
        value={tab()}
        onChange={setTab}
        items={[
          { id: 'all', label: 'Tổng quan' },
          { id: 'log', label: 'Diễn biến', count: 9 },
          { id: 'who', label: 'Quyền xem' },
        ]}
      />
      <div class="line" data-wrap="">
        <Kit.Segmented
          label="Cách xem"
          value={view()}
          onChange={setView}
          items={[
            { id: 'list', label: 'Danh sách', icon: ListIcon },
            { id: 'map', label: 'Bản đồ', icon: MapIcon },
          ]}
        />
        <Kit.Chip label="Phường" value="Trường Vinh" onRemove={() => {}} />
        <Kit.Chip label="Thêm lọc" icon={ListFilterIcon} />
        <Kit.SearchInput placeholder="Tìm…" value={words()} onChange={setWords} kbd="/" />
      </div>
    </Box>
  )
}

export function States() {
  return (
    <Box title="Trạng thái: hình và chữ" code="StatusBadge Status Fresh Stage Avatar">
      <div class="line" data-wrap="">
        <Kit.StatusBadge tone="crit" label="Khẩn cấp" />
        <Kit.StatusBadge tone="high" label="Cao" />
        <Kit.StatusBadge tone="warn" label="Vừa" />
        <Kit.StatusBadge tone="ok" label="Đã xong" />
        <Kit.StatusBadge tone="hold" label="Tạm dừng" />
        <Kit.StatusBadge tone="off" label="Tắt" />
        <Kit.StatusBadge tone="accent" label="Đang xử lý" />
        <Kit.StatusBadge tone="crit" solid label="Quá hạn" />
      </div>
      <div class="line" data-wrap="">
        <Kit.Status tone="crit" label="Khẩn cấp" />
        <Kit.Status tone="warn" label="Vừa" />
        <Kit.Status tone="ok" label="Đúng hạn" />
        <Kit.Status tone="accent" label="Đang xử lý" />
        <Kit.Fresh at={before(8)} />
        <Kit.Fresh at={before(37 * 60)} deadAfter={3_600_000} />
        <Kit.Fresh at={before(14 * 60)} />
        <Kit.Stage level={2} />
        <Kit.Stage level={4} />
        <Kit.Avatar name="Nguyễn Thị Hằng" />
        <Kit.Avatar name="Trường Vinh" unit />
      </div>
    </Box>
  )
}
