package programme

import (
	"math"
	"math/rand/v2"
	"slices"
)

// chances draw one of several things by their weights.
type chances []int64 // where the share of each ends

func newChances(weights ...int64) chances {
	ends, sum := make(chances, len(weights)), int64(0)
	for i, w := range weights {
		sum += w
		ends[i] = sum
	}
	return ends
}

func (c chances) draw(dice *rand.Rand) int {
	at, _ := slices.BinarySearch(c, dice.Int64N(c[len(c)-1])+1)
	return at
}

// zipf are the weights of n things of which few have most: the k-th has
// 1/k^1.1 of the first.
func zipf(n int) []int64 {
	weights := make([]int64, n)
	for i := range weights {
		weights[i] = int64(1e6 / math.Pow(float64(i+1), 1.1))
	}
	return weights
}

// words draw texts by weights.
type words struct {
	texts []string
	chances
}

type word struct {
	text   string
	weight int64
}

func newWords(list ...word) words {
	var w words
	var weights []int64
	for _, one := range list {
		w.texts, weights = append(w.texts, one.text), append(weights, one.weight)
	}
	w.chances = newChances(weights...)
	return w
}

func (w words) one(dice *rand.Rand) string { return w.texts[w.draw(dice)] }

// often reports whether something happens that does so in so many of 1,000.
func often(dice *rand.Rand, perMille int) bool { return dice.IntN(1000) < perMille }
