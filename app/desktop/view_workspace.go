package desktop

// WorkspaceView is what the frame around all screens shows.
type WorkspaceView struct {
	Version    string        `json:"version"`
	FirstRun   bool          `json:"firstRun"` // no profile was ever opened: a person chooses how to begin
	Profile    ProfileView   `json:"profile"`
	Profiles   []ProfileView `json:"profiles"`
	Connected  bool          `json:"connected"` // a relay is set up
	RelayURL   string        `json:"relayUrl"`
	LinkBase   string        `json:"linkBase"`
	DeviceName string        `json:"deviceName"`
	TimeZone   string        `json:"timeZone"`  // IANA name; all days are in it
	Currency   string        `json:"currency"`  // the publisher account's
	Locale     string        `json:"locale"`    // BCP 47, for numbers and dates
	Now        string        `json:"now"`       // the profile's clock
	Unprinted  bool          `json:"unprinted"` // nobody has said yet that the recovery key is on paper
	Sync       SyncView      `json:"sync"`
}

// ProfileView is one workspace on this computer.
type ProfileView struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind"` // "practice" or "live"
}

// SyncView is the sync chip.
type SyncView struct {
	State      string   `json:"state"`      // "synced", "syncing", "offline", "error", "repairing" a restored relay, "removed", "locked" without the key, or "unconnected"
	Percent    int      `json:"percent"`    // while syncing
	Pending    int      `json:"pending"`    // edits that have no place in the log yet
	AsOf       string   `json:"asOf"`       // last time the relay answered in full
	CJAsOf     string   `json:"cjAsOf"`     // last time CJ answered in full; empty when CJ is not set up
	Message    string   `json:"message"`    // when offline or error: what happened
	Hint       string   `json:"hint"`       // and what to do
	Attention  int      `json:"attention"`  // refused edits, conflicts, unread problems and what CJ brought
	WaitingFor []string `json:"waitingFor"` // after a restore of the relay: devices that still owe it what it lost; payments wait for them
	Seq        int      `json:"seq"`        // rises with each change of the above
}

// ConnectForm connects a live profile to a relay.
type ConnectForm struct {
	Connection string `json:"connection"` // the text that `linkledger-relay device add` prints
	Key        string `json:"key"`        // the printed recovery key; empty on the first device
}

// ConnectionCheck says in plain words whether a relay can be used.
type ConnectionCheck struct {
	OK       bool   `json:"ok"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	RelayURL string `json:"relayUrl"`
	NeedsKey bool   `json:"needsKey"` // the log has entries that another device sealed
}

// CJForm is the programme's CJ publisher account.
type CJForm struct {
	CID      string `json:"cid"`
	PID      string `json:"pid"`
	Currency string `json:"currency"`
	Token    string `json:"token"` // empty keeps the one that is stored
	Role     string `json:"role"`  // "publisher" or "advertiser"; empty is publisher

	Was *CJView `json:"was,omitempty"` // as the form showed it; without it, as it stands
}

// CJView is the stored account, without its token.
type CJView struct {
	CID      string `json:"cid"`
	PID      string `json:"pid"`
	Currency string `json:"currency"`
	HasToken bool   `json:"hasToken"`
	Role     string `json:"role"`
	Seen     string `json:"seen"` // the currency's version
}

// AttentionItem is something that a person should look at.
type AttentionItem struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // "refused" by the relay, "problem" of the log, "correction" that waits for its sale, programme "terms" that changed, a test purchase "check" that is done, new findings on "links", or rows of "cj" that could not be read
	Text string `json:"text"`
	At   string `json:"at"`
}
