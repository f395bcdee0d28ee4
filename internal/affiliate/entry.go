package affiliate

import "time"

// Entry is one entry of a workspace's log, in the words of the contract
// between relay and devices.
type Entry struct {
	Seq    int64 // from 1, without a hole; 0 for one that has no place yet
	ID     string
	Kind   string
	Schema int
	Device string
	Actor  string
	Time   time.Time // to the millisecond
	Key    string    // idempotency key within the kind; may be empty
	Body   []byte    // JSON; sealed bodies as they stand in the log

	// Of an entry that has no place yet, so that it can be shown at once.
	Noun    Noun
	Subject string
}

// Batch is what one decision writes to the log: entries and the public rows
// that the relay needs with them, all or none.
type Batch struct {
	ID      string
	Entries []Entry
	Public  []PublicRow
	Numbers []int64 // link numbers that the batch uses up
	Note    Note    // kept with the batch; none without a key
}

// Note is a fact of this device alone, such as how far it has read a source. One
// without a value is forgotten.
type Note struct{ Key, Value string }

// PublicRow is a row that the relay may read, as JSON of the contract.
type PublicRow struct {
	Kind string // "link" or "offer"
	ID   string
	Row  []byte
}

// LinkDay are the clicks of a link on a day, counted since the last entry.
type LinkDay struct {
	Number   int64
	Day      string
	Gross    int64
	Unique   int64
	Rejected map[string]int64
}

// ClickDay names the clicks of a member's links of an offer on a day.
type ClickDay struct {
	Offer  OfferID
	Member MemberID
	Day    string
}

// OfferDay are the clicks of an offer on a day by one value of one dimension.
type OfferDay struct {
	OfferID   OfferID
	Day       string
	Dimension string
	Value     string
	Clicks    int64
}

// Event is one thing that happened to a conversion.
type Event struct {
	At     time.Time
	What   string
	Source string // "postback", "cj" or "person"
}
