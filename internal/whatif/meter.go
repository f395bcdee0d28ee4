package whatif

import "sync/atomic"

// Progress tells how many of all sales are done.
type Progress func(done, total int)

// step is how often a replay tells how far it is.
const step = 2048

// meter adds up what is read and what is replayed: a sale is done after both.
type meter struct {
	total int
	count atomic.Int64
	tell  Progress
}

func newMeter(total int, tell Progress) *meter {
	tell(0, total)
	return &meter{total: total, tell: tell}
}

func (m *meter) add(n int) {
	m.tell(min(int(m.count.Add(int64(n))/2), m.total), m.total)
}
