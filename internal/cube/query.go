package cube

// Amount is what is added up over cells.
type Amount uint8

// The amounts. Each kind of cell has some of them: cells of links the first
// two, rejected clicks and facets one each, sales the rest.
const (
	AmountGross Amount = iota
	AmountUnique
	AmountRejected
	AmountFacet
	AmountConversions
	AmountSale
	AmountCommission
	AmountPayout
	AmountSeconds

	amountCount
)

// Denied is the code of a value whose cells are left out.
const Denied int32 = -1

// Axis gives the values of a field codes from 0 to Size-1. Values without a
// code, and those that have Denied, are left out.
type Axis struct {
	Field Field
	Size  int
	Codes []int32 // by value; of FieldDay by days since Query.From
	// Moves change codes from a day on; those of a value are in the order of days.
	Moves []Move
}

// Move gives a value another code from a day on.
type Move struct {
	From  Day
	Value int64
	Code  int32
}

// Sum is an amount added up over cells that fit.
type Sum struct {
	Of       Amount
	Statuses []bool // by Word: sales of these alone; nil for any
	Payouts  uint8  // bits of Payout: of these states alone; 0 for any
	Timed    bool   // only where Took is known
}

// Query asks for sums over the cells of a range of days. A kind of cell is
// looked at when it has one of the amounts and all of the fields asked for.
type Query struct {
	From, To Day // both included
	// BySaleDay counts adjustments on their sale's day, whenever they became
	// known, in place of the day that they stand on.
	BySaleDay bool
	// Last is a day: later ones are not looked at, BySaleDay either; 0 for none.
	Last     Day
	Property Word // of the facets
	By       []Axis
	Where    []Axis // only say which values count
	Sums     []Sum  // at most 32
}

// Groups are the answer: a list in no order for each combination of codes with
// a sum that is not zero.
type Groups struct {
	N     int
	Codes [][]int32 // Codes[axis][group]
	Sums  [][]int64 // Sums[sum][group]
}
