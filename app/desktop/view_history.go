package desktop

// HistoryView is a change of something that a manager set up.
type HistoryView struct {
	Entry   string        `json:"entry"`
	At      string        `json:"at"`
	Who     string        `json:"who"`
	What    string        `json:"what"` // "Created", "Changed"
	Changes []FieldChange `json:"changes"`
	Synced  bool          `json:"synced"`
}

// FieldChange is a field's value before and after.
type FieldChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}
