import { render } from 'solid-js/web'
import '../ui/styles.css'
import './gallery.css'
import { FormPage } from './form-page.tsx'
import { Gallery } from './gallery.tsx'
import { OperatePage, PortalPage, StudioPage } from './pages.tsx'

const asked = new URLSearchParams(location.search)
const root = document.documentElement
root.dataset.theme = asked.get('theme') ?? 'light'
root.dataset.density = asked.get('density') ?? 'dense'
root.lang = asked.get('lang') ?? 'vi'

const app = document.getElementById('app')
const page = asked.get('page')
const lang = root.lang === 'en' ? 'en' : 'vi'
if (app) {
  render(() => {
    if (page === 'operate') return <OperatePage lang={lang} drawer={asked.has('drawer')} />
    if (page === 'studio') return <StudioPage lang={lang} />
    if (page === 'portal') return <PortalPage lang={lang} />
    if (page === 'form') return <FormPage lang={lang} />
    return <Gallery lang={lang} />
  }, app)
}
