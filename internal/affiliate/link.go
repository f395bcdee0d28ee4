package affiliate

// Link is a member's own link for an offer.
type Link struct {
	ID        LinkID   `json:"-"`
	Number    int64    `json:"number"` // from a block of the device that made it
	Code      string   `json:"code"`
	OfferID   OfferID  `json:"offer_id"`
	MemberID  MemberID `json:"member_id"`
	Status    string   `json:"status"`
	Test      bool     `json:"test"` // its traffic stays out of figures and payments
	CreatedAt string   `json:"created_at"`

	Synced bool `json:"-"`
}

// LinkCode is a link number with its code.
type LinkCode struct {
	Number int64
	Code   string
}

const maxCodeLength = 64 // the relay's

// Check validates a link as a form sends it: an *Error with Fields.
func (l Link) Check() error {
	wrong := fieldErrors{}
	if l.Number < 1 || l.Number > MaxLinkNumber {
		wrong.add("number", "The link needs a number that the relay reserved. Sync, and make it again.")
	}
	if l.Code == "" || len(l.Code) > maxCodeLength || !plainLabel(l.Code) {
		wrong.add("code", "The link needs the code that came with its number. Sync, and make it again.")
	}
	if l.OfferID == "" {
		wrong.add("offer", "Choose the offer that the link is for.")
	}
	if l.MemberID == "" {
		wrong.add("member", "Choose the member whose link it is.")
	}
	if !oneOf(l.Status, Active, Paused) {
		wrong.add("status", "Choose active or paused.")
	}
	return wrong.err()
}
