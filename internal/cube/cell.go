package cube

// Day counts days since 1970-01-01 in the workspace's time zone.
type Day int32

// Word stands for a text of the database's own list of words; 0 is no text.
type Word uint32

// Clicks are the clicks of a link on a day.
type Clicks struct {
	Link   int64 // the link's number
	Gross  int64 // all, rejected ones too
	Unique int64 // the first of a visitor on the link on that day, rejected ones left out
}

// Rejected are clicks of a link on a day that don't count, by why; Gross has
// them, too.
type Rejected struct {
	Link   int64
	Reason Word
	Clicks int64
}

// Facet are the clicks of an offer on a day with one value of one property,
// rejected ones left out. No cell has two properties.
type Facet struct {
	Offer    Word
	Property Word // hour, country, device, browser or referrer
	Value    Word
	Clicks   int64
}

// Stage is how far the money of a sale has come.
type Stage uint8

// The stages, each after the one before.
const (
	StageReported Stage = iota // by a postback alone
	StageTracked               // CJ has it, and may still change it
	StageLocked                // CJ has locked it
	StageReceived              // CJ has paid it
	StagePaid                  // and its members are paid
)

// Payout is where the money that a member earned is.
type Payout uint8

// The states of what a member earned.
const (
	PayoutNone    Payout = iota // the cell has no payout
	PayoutPending               // CJ has not locked it
	PayoutDue                   // posted, in no payment
	PayoutSending               // in a payment that is not done
	PayoutPaid
)

// Unknown is an hour or a bucket of time that nobody knows.
const Unknown uint8 = 255

// SaleKey is what the sales of a cell have in common. Words are ids and codes,
// never names.
type SaleKey struct {
	// SaleDay is the day of the sale. It is the day that the cell stands on
	// but for an adjustment, which stands on the day on which it became known
	// because the sale's month was closed by then.
	SaleDay    Day
	Adjustment bool

	Link          int64 // 0: of no link alone
	Offer, Member Word  // of a payout: who earned it
	Currency      Word

	Status   Word // ours
	CJStatus Word // empty: CJ does not have it
	Action   Word // CJ's action type; empty without
	Coupon   Word // the order's promo codes, in upper case, by comma
	Country  Word // the shopper's, by the order, else by the click
	Device   Word // of the click
	Browser  Word // of the click
	Referrer Word // of the click, a host
	Customer Word // new or returning

	Hour   uint8 // of the sale, 0 to 23, in the workspace's time zone; or Unknown
	Took   uint8 // bucket of the time from click to sale: see TookBucket; or Unknown
	Stage  Stage
	Payout Payout
}

// SaleSums are added up over the sales of a cell. Amounts are minor units of
// the key's currency.
type SaleSums struct {
	Conversions int64 // of any status; 0 where the cell only has a payout
	Sale        int64
	Commission  int64 // what CJ pays for it
	Payout      int64 // what a member earned
	Seconds     int64 // from click to sale, where Took is known
}

// Sale is a cell of sales.
type Sale struct {
	SaleKey
	SaleSums
}

// Plus adds up two sums.
func (s SaleSums) Plus(o SaleSums) SaleSums {
	return SaleSums{s.Conversions + o.Conversions, s.Sale + o.Sale, s.Commission + o.Commission, s.Payout + o.Payout, s.Seconds + o.Seconds}
}

// Neg takes sums back.
func (s SaleSums) Neg() SaleSums {
	return SaleSums{-s.Conversions, -s.Sale, -s.Commission, -s.Payout, -s.Seconds}
}

// Cells are those of one day, or differences to add to them: each key at most
// once, in the order of keys, none that is all zero.
type Cells struct {
	Clicks   []Clicks
	Rejected []Rejected
	Facets   []Facet
	Sales    []Sale
}

// tookEnds are the ends of the buckets of the time from click to sale, in
// seconds: what a person would name, from a minute to a month.
var tookEnds = [...]int64{60, 10 * 60, 3600, 6 * 3600, 24 * 3600, 3 * 24 * 3600, 7 * 24 * 3600, 14 * 24 * 3600, 30 * 24 * 3600}

// TookBuckets is how many buckets of time from click to sale there are.
const TookBuckets = len(tookEnds) + 1

// TookBucket is the bucket of a time from click to sale; Unknown for one that
// can't be.
func TookBucket(seconds int64) uint8 {
	if seconds < 0 {
		return Unknown
	}
	for i, end := range tookEnds {
		if seconds < end {
			return uint8(i)
		}
	}
	return uint8(len(tookEnds))
}

// TookBetween are the bounds of a bucket in seconds; to is 0 for the last, which is open.
func TookBetween(bucket uint8) (from, to int64) {
	if bucket > 0 {
		from = tookEnds[bucket-1]
	}
	if int(bucket) < len(tookEnds) {
		to = tookEnds[bucket]
	}
	return from, to
}
