package cube

import "sync"

// linkList gives links dense places, the first of which is no link's. Cubes made
// from one another share it.
type linkList struct {
	mu      sync.RWMutex
	numbers []int64
	near    []uint32 // places of small numbers; 0 for none yet
	far     map[int64]int64
}

// nearLinks are numbers that are looked up in a list, as nearly all are.
const nearLinks = 1 << 22

func newLinkList() *linkList { return &linkList{numbers: []int64{0}, far: map[int64]int64{}} }

// places puts the dense place of each number in its stead.
func (l *linkList) places(numbers []int64) {
	l.mu.RLock()
	known := l.look(numbers)
	l.mu.RUnlock()
	if known == len(numbers) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for rest := numbers[known:]; ; l.add(rest[0]) {
		if rest = rest[l.look(rest):]; len(rest) == 0 {
			return
		}
	}
}

// look puts places in the stead of numbers up to the first that is not known,
// and gives how many that were.
func (l *linkList) look(numbers []int64) int {
	for i, number := range numbers {
		place := int64(0)
		if number >= 0 && number < int64(len(l.near)) {
			place = int64(l.near[number])
		} else {
			place = l.far[number]
		}
		if place == 0 && number != 0 {
			return i
		}
		numbers[i] = place
	}
	return len(numbers)
}

// add gives a number that has none the next place.
func (l *linkList) add(number int64) {
	place := int64(len(l.numbers))
	l.numbers = append(l.numbers, number)
	if number < 0 || number >= nearLinks {
		l.far[number] = place
		return
	}
	if number >= int64(len(l.near)) {
		near := make([]uint32, min(nearLinks, max(1024, 2*number)))
		copy(near, l.near)
		l.near = near
	}
	l.near[number] = uint32(place)
}

func (l *linkList) all() []int64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.numbers[:len(l.numbers):len(l.numbers)]
}
