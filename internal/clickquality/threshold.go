package clickquality

// Threshold is when a kind of note is made: of so many at least, of such a share
// at least, of so many times the share before at least, and where chance would
// bring it about less than once in a million times.
type Threshold struct {
	Kind  Kind
	Least int64 // of what is compared, now
	Base  int64 // of what is compared, before; of less, all members together count where General
	// Percent is the least share now, in per cent; Times how many times as
	// large as before it is at least.
	Percent, Times int64
	General        bool
}

// Rare is how often, of a million times, chance alone may bring about what a
// note tells.
const Rare = 1

// Thresholds are those of all notes. Of NoSales, Least is clicks, Times how many
// times as many clicks a day as before; of Jump, Least is conversions, Times how
// many times the earnings per click.
func Thresholds() []Threshold {
	return []Threshold{
		{Kind: Soon, Least: 12, Base: 30, Percent: 30, Times: 3, General: true},
		{Kind: Referrer, Least: 20, Base: 40, Percent: 70, Times: 3},
		{Kind: NoSales, Least: 300, Base: 300, Times: 2},
		{Kind: Jump, Least: 15, Base: 15, Times: 3},
		{Kind: Night, Least: 20, Base: 40, Percent: 50, Times: 3, General: true},
		{Kind: Country, Least: 20, Base: 40, Percent: 40, Times: 5},
		{Kind: Rejects, Least: 200, Base: 200, Percent: 30, Times: 2, General: true},
	}
}

func thresholdOf(k Kind) Threshold {
	for _, t := range Thresholds() {
		if t.Kind == k {
			return t
		}
	}
	return Threshold{}
}
