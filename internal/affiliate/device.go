package affiliate

// Device is what a device says of itself to the others.
type Device struct {
	ID        string `json:"-"` // the relay's
	Name      string `json:"name"`
	PublicKey string `json:"public_key"` // an age recipient; keys of the workspace are encrypted to it
}
