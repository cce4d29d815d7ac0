export default function ModelsPage() {
  return <p>ModelsPage</p>
}
