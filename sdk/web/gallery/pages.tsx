import { createSignal, Show } from 'solid-js'
import * as Kit from '../ui/index.ts'
import {
  BellIcon,
  CameraIcon,
  CctvIcon,
  DatabaseIcon,
  FlagIcon,
  GitCompareIcon,
  HouseIcon,
  LayoutDashboardIcon,
  MapIcon,
  MonitorIcon,
  PencilRulerIcon,
  SirenIcon,
  Volume2Icon,
  WavesIcon,
  WorkflowIcon,
} from './icons.ts'
import { before, openReports, stillClock } from './sample.ts'
import { AlertsAndWork, Rows } from './sections.tsx'

interface PageProps {
  lang: Kit.Lang
}

export function OperatePage(props: PageProps & { drawer: boolean }) {
  const [words, setWords] = createSignal('')
  const [open, setOpen] = createSignal(props.drawer)
  const fresh = { at: before(8) }
  return (
    <Kit.KitProvider lang={props.lang} clock={stillClock}>
      <Kit.OperateShell
        brand={{ name: 'Trung tâm Điều hành thông minh Nghệ An', href: '#' }}
        label="Điều hành"
        search={
          <Kit.SearchInput
            placeholder="Tìm mã, địa điểm, camera, người xử lý…"
            value={words()}
            onChange={setWords}
            kbd="Ctrl K"
          />
        }
        end={
          <>
            <span data-wide="">
              <Kit.MenuButton label="Vinh, 6 phường" kind="quiet" items={[{ label: 'Toàn tỉnh' }]} />
            </span>
            <span data-wide="">
              <Kit.Fresh at={before(0)} label="Trực tiếp" />
            </span>
            <Kit.IconButton icon={Volume2Icon} label="Bật tiếng cảnh báo" aria-pressed={true} />
            <Kit.Person name="Nguyễn Thị Hằng" detail="Trực ban ca đêm" />
          </>
        }
        items={[
          { href: '#home', label: 'Trang chủ', icon: HouseIcon, current: true },
          { href: '#map', label: 'Bản đồ', icon: MapIcon },
          { href: '#inbox', label: 'Hộp việc', icon: Kit.InboxIcon },
          { href: '#alerts', label: 'Cảnh báo', icon: BellIcon, count: 4, countLabel: 'chưa nhận' },
          { href: '#incidents', label: 'Sự vụ', icon: SirenIcon },
          { href: '#boards', label: 'Bảng điều khiển', icon: LayoutDashboardIcon },
          { href: '#camera', label: 'Camera', icon: CctvIcon },
          { href: '#wall', label: 'Màn hình', icon: MonitorIcon },
        ]}
        endItems={[{ href: '#studio', label: 'Studio', icon: PencilRulerIcon }]}
      >
        <Kit.Split
          aside={
            <Show when={open()}>
              <Kit.Drawer
                title="Vỡ ống nước đường Nguyễn Du, số 112"
                lead={<span class="code">PA-2026-004127</span>}
                onClose={() => setOpen(false)}
                foot={
                  <>
                    <Kit.Button kind="primary">Đã xử lý xong</Kit.Button>
                    <Kit.Button>Giao lại</Kit.Button>
                  </>
                }
              >
                <Kit.Facts
                  items={[
                    { name: 'Đơn vị xử lý', value: 'Phòng Hạ tầng, phường Thành Vinh' },
                    { name: 'Người làm', value: 'Hoàng Đức Anh, nhận 16:08' },
                  ]}
                />
              </Kit.Drawer>
            </Show>
          }
        >
          <div class="gallery-page">
            <h1 class="sr">Trang chủ ca đêm</h1>
            <h2 class="sr">Con số của ca</h2>
            <div class="gallery-kpis">
              <Kit.Kpi
                name="Phản ánh đang mở"
                value={128}
                trend="+46 từ đầu ca"
                spark={openReports}
                fresh={fresh}
                href="#a"
              />
              <Kit.Kpi
                name="Quá hạn xử lý"
                tone="crit"
                value={7}
                trend="+2 từ đầu ca"
                spark={[1, 2, 2, 2, 2, 3, 3, 2, 3, 4]}
                fresh={fresh}
                href="#b"
              />
              <Kit.Kpi
                name="Cảnh báo chưa nhận"
                tone="high"
                value={4}
                trend="lâu nhất 21 phút"
                spark={[2, 1, 3, 2, 1, 4, 3, 2, 3, 4]}
                fresh={fresh}
                href="#c"
              />
              <Kit.Kpi
                name="Camera có hình"
                value={238}
                unit="/ 246"
                trend="−5 trong 30 phút"
                spark={[9, 9, 8, 8, 7, 6, 6, 6, 3, 1]}
                fresh={{ at: before(2) }}
                href="#d"
              />
            </div>
            <div class="gallery-cols">
              <AlertsAndWork />
              <Rows />
              <Kit.Tombstone title="Cuộc gọi đang chờ" module="Tổng đài hỏi đáp" />
            </div>
          </div>
        </Kit.Split>
      </Kit.OperateShell>
      <Kit.Toaster />
    </Kit.KitProvider>
  )
}

export function StudioPage(props: PageProps) {
  return (
    <Kit.KitProvider lang={props.lang} clock={stillClock}>
      <Kit.StudioShell
        brand={{ name: 'Studio', href: '#' }}
        crumbs={{
          label: 'Đường dẫn',
          items: [{ label: 'Mô hình dữ liệu', href: '#models' }, { label: 'Cây xanh đô thị' }],
        }}
        end={
          <>
            <Kit.Button kind="primary">Xuất bản…</Kit.Button>
            <Kit.Person name="Trần Quốc Việt" detail="Quản trị tỉnh" />
          </>
        }
        label="Studio"
        groups={[
          {
            items: [
              { href: '#home', label: 'Trang chủ Studio', icon: HouseIcon },
              { href: '#phases', label: 'Giai đoạn và phân hệ', icon: FlagIcon },
            ],
          },
          {
            title: 'Hình thành dữ liệu',
            items: [
              { href: '#models', label: 'Mô hình dữ liệu', icon: DatabaseIcon, current: true },
              { href: '#rules', label: 'Quy tắc', icon: WorkflowIcon },
            ],
          },
          {
            title: 'Trung tâm',
            items: [{ href: '#changes', label: 'Thay đổi', icon: GitCompareIcon, count: 3 }],
          },
        ]}
      >
        <div class="gallery-page">
          <Kit.PageHead
            title="Cây xanh đô thị"
            mark={<Kit.Badge tone="accent">Nháp có 3 thay đổi</Kit.Badge>}
            note="1.204 bản ghi · dùng trong 3 khung nhìn, 1 bảng điều khiển, 2 quy tắc"
            actions={<Kit.Button icon={Kit.PlusIcon}>Thêm trường</Kit.Button>}
          >
            <Kit.TabLinks
              label="Mô hình"
              items={[
                { href: '#fields', label: 'Trường', count: 13, current: true },
                { href: '#rights', label: 'Phân quyền' },
              ]}
            />
          </Kit.PageHead>
          <h2 class="sr">Trường</h2>
          <Rows />
        </div>
      </Kit.StudioShell>
    </Kit.KitProvider>
  )
}

export function PortalPage(props: PageProps) {
  return (
    <Kit.KitProvider lang={props.lang} clock={stillClock}>
      <Kit.PortalShell
        brand={{ name: 'Nghệ An lắng nghe', href: '#' }}
        label="Chính"
        items={[
          { href: '#news', label: 'Thông báo' },
          { href: '#map', label: 'Bản đồ' },
          { href: '#faq', label: 'Hỏi đáp' },
        ]}
        end={
          <Kit.Button kind="quiet" size="sm" href="#en" lang="en">
            English
          </Kit.Button>
        }
        foot={
          <>
            <span>Ủy ban nhân dân tỉnh Nghệ An</span>
            <a href="#data">Dữ liệu mở</a>
          </>
        }
      >
        <div class="gallery-page po">
          <h1>Thấy chuyện chưa ổn quanh mình? Báo cho đúng người.</h1>
          <div class="line" data-wrap="">
            <Kit.Button kind="primary" icon={CameraIcon} href="#report">
              Gửi phản ánh
            </Kit.Button>
            <Kit.Button icon={MapIcon} href="#map">
              Xem quanh tôi
            </Kit.Button>
          </div>
          <div class="gallery-kpis">
            <Kit.PickLink href="#flood" label="Ngập úng" icon={WavesIcon} />
            <Kit.PickLink href="#cam" label="Nước sạch" icon={CameraIcon} />
          </div>
        </div>
      </Kit.PortalShell>
    </Kit.KitProvider>
  )
}
