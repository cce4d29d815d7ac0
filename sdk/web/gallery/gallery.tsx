import { KitProvider, type Lang, Logo, type Theme, Toaster } from '../ui/index.ts'
import { Buttons, Choosing, Fields, States, TypeAndColour } from './controls.tsx'
import { stillClock } from './sample.ts'
import { AlertsAndWork, Over, Rows, Story, Tiles } from './sections.tsx'

function Column(props: { theme: Theme; title: string }) {
  return (
    <div class="gallery-col" data-theme={props.theme} data-density="dense">
      <h2>{props.title}</h2>
      <TypeAndColour />
      <Buttons />
      <Fields />
      <Choosing />
      <States />
      <Tiles />
      <Rows />
      <AlertsAndWork />
      <Story />
      <Over />
    </div>
  )
}

/** Every component in both themes. */
export function Gallery(props: { lang: Lang }) {
  return (
    <KitProvider lang={props.lang} clock={stillClock}>
      <main>
        <header class="gallery-top">
          <Logo />
          <div>
            <h1>Thành phần giao diện</h1>
            <p class="meta">Cùng một mã, hai nền. Hình đi cùng chữ, số đi cùng đơn vị và giờ.</p>
          </div>
        </header>
        <div class="gallery-two">
          <Column theme="light" title="Sáng: Studio, cổng" />
          <Column theme="dark" title="Tối: điều hành, màn hình trung tâm" />
        </div>
      </main>
      <Toaster />
    </KitProvider>
  )
}
