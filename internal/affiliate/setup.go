package affiliate

// SettingSetupPrefix begins the key of what is known of a step of the set-up
// that no other fact tells; the mark's name follows.
const SettingSetupPrefix = "setup/"

// Marks of the set-up.
const (
	SetupInvited     = "invited"     // the brand has invited the publisher account
	SetupAccepted    = "accepted"    // its terms are accepted
	SetupDestination = "destination" // What is the CJ destination link
	SetupSent        = "sent"        // CJ has the postback URL
	SetupChecked     = "checked"     // a test purchase came all the way; What is the offer's name
)

// SetupMark is what a person said, or a device found, about a step of the set-up.
type SetupMark struct {
	Done bool   `json:"done"` // false when it was taken back
	By   string `json:"by"`   // the device
	At   string `json:"at"`   // RFC 3339
	What string `json:"what"` // what was found, in words or as a link
}
