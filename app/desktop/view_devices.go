package desktop

// DevicesView is who works in the workspace.
type DevicesView struct {
	Devices    []DeviceView `json:"devices"`    // oldest first, removed ones too
	WaitingFor []string     `json:"waitingFor"` // after a restore of the relay: the devices that still owe it what it lost
}

// DeviceView is one device.
type DeviceView struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	This       bool   `json:"this"`
	CreatedAt  string `json:"createdAt"`
	LastSeenAt string `json:"lastSeenAt"` // to the hour; empty when it never came
	Revoked    bool   `json:"revoked"`
}

// PairingView is the code that lets a further device in, and how it stands.
type PairingView struct {
	State      string `json:"state"` // "none", "open", "asked", "approved", "refused" or "closed" (too late, or too many wrong tries)
	Code       string `json:"code"`  // what to type on the new device, address included
	Host       string `json:"host"`
	ExpiresAt  string `json:"expiresAt"`
	DeviceName string `json:"deviceName"` // of the device that asks
}

// JoinForm lets this computer into a workspace.
type JoinForm struct {
	Code        string `json:"code"`
	DeviceName  string `json:"deviceName"`
	RecoveryKey string `json:"recoveryKey"` // only when the relay's operator made the code and the workspace has data already
}

// JoinView is how a join stands while it waits.
type JoinView struct {
	State    string `json:"state"`    // "none", "asking", "waiting" for the approval, "loading" the data, "done" or "failed"
	Message  string `json:"message"`  // in plain words
	NeedsKey bool   `json:"needsKey"` // join again with the recovery key
	Percent  int    `json:"percent"`  // while loading
}

// RecoveryKeyView is the key to print.
type RecoveryKeyView struct {
	Key       string `json:"key"`       // in groups; empty when another device made it
	MadeBy    string `json:"madeBy"`    // the device that made it
	MadeAt    string `json:"madeAt"`    // when
	Printed   bool   `json:"printed"`   // somebody said that it is on paper
	Workspace string `json:"workspace"` // the brand, for the print
}

// ConflictView is an edit that was not applied, because somebody else had
// changed the same thing meanwhile.
type ConflictView struct {
	ID      string `json:"id"`
	What    string `json:"what"`    // "payout rule", "payee", "decision" or "currency"
	Subject string `json:"subject"` // what it is about, by name
	Mine    []Pair `json:"mine"`    // what was not applied
	Theirs  []Pair `json:"theirs"`  // what is in effect
	At      string `json:"at"`      // of the edit that was not applied
	Actor   string `json:"actor"`   // whose edit was not applied: "you" or a device's name
	Device  string `json:"device"`  // the device whose version is in effect
	Seen    string `json:"seen"`    // that version
}
