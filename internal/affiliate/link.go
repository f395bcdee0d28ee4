package affiliate

import "slices"

// Link is a member's own link for an offer.
type Link struct {
	ID        LinkID   `json:"-"`
	Number    int64    `json:"number"` // from a block of the device that made it
	Code      string   `json:"code"`
	OfferID   OfferID  `json:"offer_id"`
	MemberID  MemberID `json:"member_id"`
	Status    string   `json:"status"`
	Test      bool     `json:"test"`           // its traffic stays out of figures and payments
	Page      string   `json:"page,omitempty"` // a landing page of its own (deep link); empty for the offer's
	Slug      string   `json:"slug,omitempty"` // readable path beside the code; empty for none
	CreatedAt string   `json:"created_at"`

	// Aliases are the slugs that it had before, oldest first. They lead to it
	// for ever, since posts carry them. MergeLink alone writes them.
	Aliases []string `json:"aliases,omitempty"`

	Synced bool `json:"-"`
}

// LinkCode is a link number with its code.
type LinkCode struct {
	Number int64
	Code   string
}

// LinkStatuses are what a link can be. An archived one is out of the lists and
// still leads on: it is in posts that nobody edits any more.
var LinkStatuses = []string{Active, Paused, Archived}

const maxCodeLength = 64 // the relay's

// Path is what people follow: the slug, or else the code.
func (l Link) Path() string {
	if l.Slug != "" {
		return l.Slug
	}
	return l.Code
}

// MergeLink is Merge for links: a slug that a change replaces lives on as an
// alias, whichever devices changed it.
func MergeLink(l Link, c Change) (Link, error) {
	merged, err := Merge(l, c)
	if err != nil {
		return l, err
	}
	merged.Aliases = slices.DeleteFunc(slices.Clone(l.Aliases), func(alias string) bool { return alias == merged.Slug })
	if l.Slug != "" && l.Slug != merged.Slug {
		merged.Aliases = append(merged.Aliases, l.Slug)
	}
	return merged, nil
}

// Check validates a link as a form sends it: an *Error with Fields. Its page is
// its offer's to check.
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
	if !oneOf(l.Status, LinkStatuses...) {
		wrong.add("status", "Choose active, paused or archived.")
	}
	if l.Slug != "" {
		if err := CheckSlug(l.Slug); err != nil {
			wrong.add("slug", sentence(err))
		}
	}
	return wrong.err()
}
