import '@saola/sdk-web/styles.css'
import './main.css'
import { applyTheme, KitProvider, Skeleton, Toaster } from '@saola/sdk-web'
import { Navigate, Route, Router, type RouteSectionProps, useLocation, useNavigate } from '@solidjs/router'
import {
  createEffect,
  createMemo,
  lazy,
  Match,
  on,
  onCleanup,
  type ParentProps,
  Suspense,
  Switch,
} from 'solid-js'
import { render } from 'solid-js/web'
import { ConsoleProvider, useConsole } from '../host/console.tsx'
import { appearanceOf, faceOf } from '../preferences/appearance.ts'
import { BootFailure, BootScreen } from './boot.tsx'

const OperateFace = lazy(() => import('../operate/face.tsx'))
const HomePage = lazy(() => import('../operate/home.tsx'))
const DashboardsPage = lazy(() => import('../dashboards/list-page.tsx'))
const MapPage = lazy(() => import('../map/map-page.tsx'))
const RecordsPage = lazy(() => import('../records/model-page.tsx'))
const ModulePage = lazy(() => import('../operate/module-page.tsx'))
const StudioFace = lazy(() => import('../studio/face.tsx'))
const StudioHome = lazy(() => import('../studio/home.tsx'))
const ModulesPage = lazy(() => import('../studio/modules/modules-page.tsx'))
const SettingsPage = lazy(() => import('../studio/settings/settings-page.tsx'))
const ModelsPage = lazy(() => import('../studio/models/models-page.tsx'))
const UnitsPage = lazy(() => import('../studio/units/units-page.tsx'))
const SignInPage = lazy(() => import('../sign-in/sign-in-page.tsx'))
const NotFoundPage = lazy(() => import('./not-found.tsx'))

/** Around every screen: language, theme, and the wait for the first answer of the centre. */
function Frame(props: ParentProps) {
  const { preferences, source } = useConsole()
  const location = useLocation()
  const appearance = createMemo(
    () => appearanceOf(faceOf(location.pathname), preferences.theme()),
    undefined,
    {
      equals: (a, b) => a.theme === b.theme && a.density === b.density,
    },
  )
  createEffect(on(appearance, (current) => onCleanup(applyTheme(current))))
  createEffect(() => {
    document.documentElement.lang = preferences.lang()
  })
  return (
    <KitProvider lang={preferences.lang()}>
      <Switch>
        <Match when={source.phase() === 'loading'}>
          <BootScreen />
        </Match>
        <Match when={source.phase() === 'failed'}>
          <BootFailure />
        </Match>
        <Match when={true}>
          <Suspense
            fallback={
              <div class="screen">
                <Skeleton lines={8} />
              </div>
            }
          >
            {props.children}
          </Suspense>
        </Match>
      </Switch>
      <Toaster />
    </KitProvider>
  )
}

function Root(props: RouteSectionProps) {
  const navigate = useNavigate()
  return (
    <ConsoleProvider navigate={navigate}>
      <Frame>{props.children}</Frame>
    </ConsoleProvider>
  )
}

const app = document.getElementById('app')
if (app) {
  render(
    () => (
      <Router root={Root}>
        <Route path="/" component={() => <Navigate href="/operate" />} />
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/operate" component={OperateFace}>
          <Route path="/" component={HomePage} />
          <Route path="/map" component={MapPage} />
          <Route path="/dashboards" component={DashboardsPage} />
          <Route path="/dashboards/:id" component={HomePage} />
          <Route path="/records/:model" component={RecordsPage} />
          <Route path="/:plugin/*" component={() => <ModulePage face="operate" />} />
        </Route>
        <Route path="/studio" component={StudioFace}>
          <Route path="/" component={StudioHome} />
          <Route path="/modules/:id?" component={ModulesPage} />
          <Route path="/settings/:plugin?" component={SettingsPage} />
          <Route path="/models/:id?" component={ModelsPage} />
          <Route path="/units/:id?" component={UnitsPage} />
          <Route path="/:plugin/*" component={() => <ModulePage face="studio" />} />
        </Route>
        <Route path="*" component={NotFoundPage} />
      </Router>
    ),
    app,
  )
}
