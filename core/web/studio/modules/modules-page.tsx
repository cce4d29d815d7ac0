export default function ModulesPage() {
  return <p>ModulesPage</p>
}
