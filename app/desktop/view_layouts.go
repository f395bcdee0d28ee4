package desktop

// TableLayout is how a person has set up one table of the screens. It is kept
// in the profile, on this computer alone.
type TableLayout struct {
	Table   string      `json:"table"`
	Hidden  []string    `json:"hidden"` // columns that are left out
	Shown   []string    `json:"shown"`  // columns that are there though they are left out at first
	Views   []SavedView `json:"views"`
	Default string      `json:"default"` // id of the view that the list opens with; empty for none
}

// SavedView is a named way to look at a table: what it is narrowed to, how it
// is sorted, and its columns.
type SavedView struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Query  string   `json:"query"` // of the address, without a question mark
	Hidden []string `json:"hidden"`
	Shown  []string `json:"shown"`
}
