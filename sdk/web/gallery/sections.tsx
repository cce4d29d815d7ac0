import { createSignal, Show } from 'solid-js'
import * as Kit from '../ui/index.ts'
import { Box } from './box.tsx'
import { BellIcon, DropletsIcon, LightbulbIcon, MessageSquareIcon, PlayIcon, WavesIcon } from './icons.ts'
import { before, openReports, type Report, reports } from './sample.ts'

export function Tiles() {
  return (
    <Box title="Ô con số, ô trống, bia phân hệ tắt" code="Kpi Tile Tombstone Skeleton EmptyState ErrorState">
      <div class="gallery-3">
        <Kit.Kpi
          name="Phản ánh đang mở"
          value={128}
          trend="+46 từ đầu ca"
          spark={openReports}
          fresh={{ at: before(8) }}
          href="#phan-anh"
        />
        <Kit.Kpi name="Quá hạn xử lý" tone="crit" value={undefined} fresh={{ at: before(8) }} />
        <Kit.Tombstone title="Cuộc gọi đang chờ" module="Tổng đài hỏi đáp" href="#phan-he" />
        <Kit.Tile title="Theo phường" level={4} fresh={{ at: before(40 * 60) }} loading>
          <p>…</p>
        </Kit.Tile>
        <Kit.Tile
          title="Nguồn gián đoạn"
          level={4}
          error={{
            title: 'Máy chủ bản đồ không trả lời',
            stillWorks: 'Danh sách và cảnh báo vẫn chạy.',
            onRetry: () => {},
          }}
        >
          <p>…</p>
        </Kit.Tile>
        <Kit.Tile
          title="Quy tắc"
          level={4}
          empty={
            <Kit.EmptyState
              title="Chưa có quy tắc nào"
              action={<Kit.Button kind="primary">Tạo từ mẫu</Kit.Button>}
            >
              Quy tắc đầu tiên thường là chia việc theo phường.
            </Kit.EmptyState>
          }
        >
          <p>…</p>
        </Kit.Tile>
      </div>
    </Box>
  )
}

export function Rows() {
  const [selected, setSelected] = createSignal<string | null>('004127')
  const [checked, setChecked] = createSignal<ReadonlySet<string>>(new Set())
  const [sort, setSort] = createSignal<Kit.TableSort>({ by: 'left', descending: false })
  const columns: Kit.Column<Report>[] = [
    { id: 'code', head: 'Mã', cell: (row) => row.code, class: 'code' },
    { id: 'title', head: 'Nội dung', main: true, cell: (row) => row.title },
    { id: 'level', head: 'Mức', cell: (row) => <Kit.Status tone={row.severity} label={row.word} /> },
    {
      id: 'left',
      head: 'Còn',
      num: true,
      sortable: true,
      cell: (row) => <span class={`num ${row.state === 'late' ? 't-crit' : ''}`}>{row.left}</span>,
    },
  ]
  return (
    <Box title="Bảng" code="Table">
      <div class="tile">
        <Kit.Table
          label="Phản ánh"
          columns={columns}
          rows={reports}
          rowKey={(row) => row.code}
          rowState={(row) => row.state}
          selected={selected()}
          onOpen={(row) => setSelected(row.code)}
          checked={checked()}
          onCheck={setChecked}
          sort={sort()}
          onSort={setSort}
        />
      </div>
    </Box>
  )
}

export function AlertsAndWork() {
  return (
    <Box title="Cảnh báo, việc, thước thời hạn" code="AlertRow WorkRow List">
      <ul class="tile">
        <Kit.AlertRow
          tone="crit"
          fresh
          title="Ngập 52 cm tại nút Lê Duẩn, Nguyễn Du"
          href="#canh-bao"
          detail="Trường Vinh · 14 phản ánh cùng chỗ"
          time="02:41"
          age="6 phút"
          actions={
            <>
              <Kit.Button kind="primary" size="sm">
                Nhận
              </Kit.Button>
              <Kit.Button size="sm">Giao</Kit.Button>
              <Kit.Button size="sm">Tạm im</Kit.Button>
            </>
          }
        />
        <Kit.AlertRow
          tone="warn"
          title="Xe đỗ chặn lối cấp cứu"
          age="40 phút"
          taken={<Kit.Status tone="ok" label="Lê Văn Dũng đang xử lý" />}
        />
      </ul>
      <ul class="tile">
        <Kit.WorkRow
          title="Cây đổ chắn đường Lê Nin"
          left="còn 52 phút"
          detail="PA-2026-004119 · Vinh Phú"
          who="chưa giao"
          share={0.64}
          tone="warn"
          href="#viec"
        />
      </ul>
      <div class="tile">
        <Kit.List label="Vừa xử lý xong">
          <Kit.ListRow
            title="Mười hai đèn đường tắt, Nguyễn Sỹ Sách"
            detail="Phường Vinh Phú · Tổ chiếu sáng 3"
            icon={LightbulbIcon}
            href="#den"
            end={<Kit.Status tone="ok" label="Đã xong" />}
            endDetail="sau 9 giờ, hạn 12 giờ"
          />
          <Kit.ListRow
            title="Trạm đo mưa Cửa Lò"
            detail="Số cuối 18 mm lúc 02:10"
            tone="high"
            toneLabel="Cao"
            end={<Kit.Fresh at={before(37 * 60)} deadAfter={3_600_000} />}
          />
        </Kit.List>
      </div>
    </Box>
  )
}

export function Story() {
  return (
    <div class="gallery-2">
      <Box title="Dòng thời gian" code="Timeline Facts">
        <Kit.Timeline
          entries={[
            {
              at: before(9 * 3600 + 55 * 60),
              icon: MessageSquareIcon,
              tone: 'accent',
              text: (
                <>
                  <b>Hoàng Đức Anh</b>: đã khoá van.
                </>
              ),
            },
            {
              at: before(16 * 3600),
              icon: PlayIcon,
              tone: 'hold',
              text: 'Đồng hồ chạy lại sau 1 giờ 15 phút.',
            },
            { at: before(80 * 3600), when: 'T6 15:42', icon: Kit.InboxIcon, text: 'Người dân gửi qua cổng.' },
          ]}
        />
        <Kit.Facts
          items={[
            { name: 'Đơn vị', value: 'Phường Thành Vinh' },
            { name: 'Hạn', value: '13:57 thứ Ba 24/11' },
          ]}
        />
      </Box>
      <Box title="Các bước, ghi chú" code="Steps Note Progress">
        <Kit.Steps label="Bật phân hệ" steps={['Kiểm tra', 'Thử', 'Bật']} current={1} />
        <Kit.Progress label="Điều kiện sẵn sàng" showLabel value={3} max={5} text="3 trên 5" tone="ok" />
        <Kit.Skeleton />
        <Kit.Note tone="warn" title="Cảm biến NG-11 im 6 ngày">
          Quy tắc không thấy gì ở ngã tư Chợ Vinh trong thời gian đó.
        </Kit.Note>
        <Kit.Note icon={BellIcon} title="Con số này là">
          Số phản ánh gửi trong từng giờ của 24 giờ qua.
        </Kit.Note>
      </Box>
    </div>
  )
}

export function Over() {
  const [kind, setKind] = createSignal<'flood' | 'water' | 'light' | null>('flood')
  const [asking, setAsking] = createSignal(false)
  const [sheet, setSheet] = createSignal(false)
  const store = Kit.createToaster(() => {})
  store.show({ text: 'Đã gộp 004109 vào 004131', undo: () => {}, duration: Infinity })
  return (
    <div class="gallery-2">
      <Box title="Ngăn bản ghi" code="Drawer">
        <div class="gallery-still">
          <Show when={!matchMedia('(max-width: 720px)').matches}>
            <Kit.Drawer
              title="Vỡ ống nước đường Nguyễn Du"
              lead={<span class="code">PA-2026-004127</span>}
              onClose={() => {}}
              takeFocus={false}
              foot={
                <>
                  <Kit.Button kind="primary">Đã xử lý xong</Kit.Button>
                  <Kit.Button>Giao lại</Kit.Button>
                </>
              }
            >
              <Kit.Facts
                items={[
                  { name: 'Đơn vị', value: 'Phường Thành Vinh' },
                  { name: 'Hạn', value: '13:57 thứ Ba 24/11' },
                ]}
              />
            </Kit.Drawer>
          </Show>
        </div>
      </Box>
      <Box title="Hộp hỏi, tờ trượt, thông báo có đường lui" code="Dialog Sheet Toaster Pick">
        <div class="line" data-wrap="">
          <Kit.Button onClick={() => setAsking(true)}>Mở hộp hỏi</Kit.Button>
          <Kit.Button onClick={() => setSheet(true)}>Mở tờ trượt</Kit.Button>
          <Kit.Button onClick={() => Kit.toaster.show({ text: 'Đã nhận 004131', undo: () => {} })}>
            Hiện thông báo
          </Kit.Button>
        </div>
        <div class="gallery-still">
          <Kit.Toaster store={store} />
        </div>
        <Kit.Pick
          label="Loại phản ánh"
          value={kind()}
          onChange={setKind}
          options={[
            { value: 'flood', label: 'Ngập úng', icon: WavesIcon },
            { value: 'water', label: 'Nước sạch', icon: DropletsIcon },
            { value: 'light', label: 'Đèn đường', icon: LightbulbIcon },
          ]}
        />
        <Kit.Dialog
          open={asking()}
          onClose={() => setAsking(false)}
          title="Tắt Phản ánh hiện trường ở Vinh?"
          actions={
            <>
              <Kit.Button onClick={() => setAsking(false)}>Để bật</Kit.Button>
              <Kit.Button kind="danger" onClick={() => setAsking(false)}>
                Tắt ở Vinh
              </Kit.Button>
            </>
          }
        >
          <p>128 phản ánh mở giữ nguyên và ngừng đếm giờ. 3 ô, 2 trang và 5 quy tắc sẽ ẩn.</p>
        </Kit.Dialog>
        <Kit.Sheet open={sheet()} onClose={() => setSheet(false)} title="3 người đã báo ngập cách 40 m">
          <Kit.Button kind="primary" onClick={() => setSheet(false)}>
            Theo dõi chung
          </Kit.Button>
        </Kit.Sheet>
      </Box>
    </div>
  )
}
