export default function ListPage() {
  return <p>ListPage</p>
}
