"""Recall, lessons 08 to 17: real data, reading maps, yokes and contrasts."""

from .recall_questions import ask

QUESTIONS = {
    "08": (
        ask(
            "The columns are in centimetres, grams and dollars. What do you do first?",
            "c",
            ("Nothing: t-SNE finds the right scale.", "It has one σ a point, not one a column."),
            ("Take the perplexity up.", "No perplexity mends a distance that means nothing."),
            ("Standardise.", "Otherwise the choice of unit decides who is near."),
        ),
        ask(
            "KL ends at 0.34 for perplexity 5, at 0.07 for 50. Which map is better?",
            "b",
            ("That at 50.", "Its P is flat, and easy to please."),
            ("These two numbers cannot tell.", "Each perplexity has a P of its own."),
            ("That at 5.", "A harder question, and so what? The numbers cannot be compared."),
        ),
        ask(
            "50 setosas among 150 flowers. Above which perplexity must each count strangers in?",
            "a",
            ("49", "So many siblings it has."),
            ("50", "Nobody is a neighbour of itself."),
            ("149", "So many others there are, strangers included."),
        ),
        ask(
            "Two flowers have the same four lengths. Must they lie on one spot of the map?",
            "c",
            ("Yes: d² is 0.", "In the data. On the map q may already be too large there."),
            ("No: t-SNE cannot handle d² = 0.", "One pair of twins does no harm."),
            ("No: where q > p, even twins push.", "At perplexity 5 they were pushed apart."),
        ),
    ),
    "09": (
        ask(
            "How many gigabytes does a full P take for 30 000 points, 8 bytes a number?",
            "b",
            ("3.6", "Half of it. Each pair is kept twice, in a full table."),
            ("7.2", "30 000² · 8 bytes."),
            ("57.6", "Gigabits. A byte has eight bits."),
        ),
        ask(
            "What does the map look like during exaggeration?",
            "a",
            ("Small, with tight lumps.", "Pulls win. But who goes with whom is settled now."),
            ("Large, with wide gaps.", "That comes afterwards, when the pushes win."),
            ("As at the end, with less detail.", "Each lump still has to unfold."),
        ),
        ask(
            "On the map ten neighbours of a digit bear its label about as often as in the data. "
            "So they are its true neighbours?",
            "c",
            ("Yes.", "Count them: only about four of ten are."),
            ("Yes, if the map is large enough.", "It is not a matter of size."),
            (
                "No: often strangers of the same kind.",
                "The map keeps the kind, and shuffles within.",
            ),
        ),
    ),
    "10": (
        ask(
            "The lecture divides each row of q by its own sum. scikit-learn, which draws its maps,",
            "a",
            (
                "divides by one sum, over all pairs.",
                "So it minimises another loss than the slide's.",
            ),
            ("does the same.", "That is another of the four cousins."),
            ("does not divide.", "Weights that are not divided are no chances."),
        ),
        ask(
            "`ab` has two rows, an axis each. The slide's line works on ab[:, 0] and ab[:, 1]. "
            "At which angle do the lecturer's axes meet?",
            "b",
            ("90 degrees", "That was the aim. But those are columns."),
            ("72.2 degrees", "So the curve is an ellipse."),
            ("0 degrees", "Two random axes in 20 dimensions are far from parallel."),
        ),
        ask(
            "Each other point walks along its circle around point 1, by an angle of its own. "
            "Who notices?",
            "c",
            ("Nobody.", "Distances between the others have changed."),
            ("Point 1 alone.", "Its distances are just what stayed."),
            ("All but point 1.", "Its row of p depends on its own distances alone."),
        ),
        ask(
            "How can one tell that the printed table is no map of the donut?",
            "b",
            ("Its numbers are too large.", "A map has no unit."),
            ("It has 100 rows, and its ends do not meet.", "The donut has 1000, and is a ring."),
            ("Its KL is printed.", "It is not. One must look at rows and neighbours."),
        ),
    ),
    "11": (
        ask(
            "In the data one cloud is ten times as wide as the other. On the map they are",
            "a",
            ("about as wide as each other.", "Each point's own σ evens out the densities."),
            ("ten times as wide, too.", "Sizes of groups mean nothing."),
            ("mixed.", "The two are well apart; only their sizes are lost."),
        ),
        ask(
            "Pure noise in 100 dimensions at perplexity 2. What does the map show?",
            "c",
            ("One round cloud.", "That is what noise looks like at a larger perplexity."),
            ("A ring.", "Nothing in it is a ring."),
            ("Clumps.", "A group that is gone at the next perplexity was none."),
        ),
        ask(
            "400 points, a map drawn by chance. Which part of ten neighbours does it keep?",
            "b",
            ("0.25", "Ten hits in forty? There are 399 others."),
            ("0.025", "Ten in 399."),
            ("0", "A few are kept, by luck."),
        ),
    ),
    "12": (
        ask(
            "A table, sorted by class, has a column with a running number. What does t-SNE do?",
            "b",
            ("It refuses.", "It refuses text and gaps. A number is a number to it."),
            ("It takes it, and the number smuggles the class in.", "So take it out yourself."),
            ("It ignores it.", "No column is ignored."),
        ),
        ask(
            "A newcomer is placed at the mean of the old places, weighted by its chances. "
            "Where does a stranger go, who is far from all?",
            "a",
            ("Into the midst of the others.", "Its chances sum to 1 all the same."),
            ("Far outside.", "A mean never lies outside of what it is a mean of."),
            ("Nowhere: 0/0.", "With the row minimum taken off there is no 0/0."),
        ),
        ask(
            "You want clusters, and a map. In which order?",
            "c",
            ("Map the data, cluster the map.", "The map opens gaps where there were none."),
            (
                "Either: it comes to the same.",
                "Noise had a clearer cut on the map than in the data.",
            ),
            ("Cluster the data, colour the map.", "If both agree, good."),
        ),
    ),
    "13": (
        ask(
            "Seven times as many points. How many times as long takes an exact step, about?",
            "c",
            ("7", "Each point also meets seven times as many others."),
            ("14", "Not doubled, squared."),
            ("49", "All pairs."),
        ),
        ask(
            "Which of the two sums is put on the mesh?",
            "a",
            ("The pushes.", "Everybody pushes everybody, smoothly: a convolution."),
            ("The pulls.", "They are few: the nearest neighbours are enough."),
            ("Both.", "p is not smooth; it belongs to pairs, not to places."),
        ),
        ask(
            "The heights ψ(y_i) of all n points are added. What is still to be done for Z?",
            "b",
            ("Nothing.", "Each point's own hill is in it, of height 1."),
            ("Subtract n.", "The n points' own hills."),
            ("Divide by 2.", "Z runs over ordered pairs; both of them count."),
        ),
    ),
    "14": (
        ask(
            "Which of these costs KL?",
            "c",
            ("Turning the map.", "Distances stay, and KL sees nothing else."),
            ("Mirroring it.", "P knows no left and right."),
            ("Stretching it.", "Every distance changes, and so does q."),
        ),
        ask(
            "The yoke adds λ Σ‖y¹ − y²‖². What is added to the slope at y¹?",
            "a",
            (
                "2λ (y¹ − y²)",
                "The slope of a square, away from the twin; the step goes against it.",
            ),
            ("4λ (y¹ − y²)", "The 4 belongs to t-SNE's springs, each of which is listed twice."),
            ("2λ (y² − y¹)", "That is the slope at the twin. Here it would drive the two apart."),
        ),
        ask(
            "λ = 0.00001 over a sum of 300 points. Which λ does the same over their mean?",
            "b",
            ("0.00001", "A mean is 300 times smaller."),
            ("0.003", "300 times as large."),
            ("0.00000003", "The other way: a smaller term needs a larger weight."),
        ),
    ),
    "15": (
        ask(
            "A map's KL is 0.50 alone, and 0.80 in the yoke. Its error ratio L/L_yoked is",
            "b",
            ("1.6", "Upside down: a follow-up post plots it so."),
            ("0.625", "Below 1: this yoke is dear."),
            ("0.3", "That is the difference."),
        ),
        ask(
            "An error ratio above 1 is measured. What does it mean?",
            "c",
            (
                "A bug: it must lie between 0 and 1.",
                "So the seed says. It holds for the deepest valleys.",
            ),
            ("Too large a λ.", "A large λ brings it down."),
            ("The map alone sat in a poorer valley.", "The spring pulled it over a ridge."),
        ),
        ask(
            "Strangers, with shuffled rows, look like twins in a strong yoke. How to tell?",
            "a",
            ("By what it costs.", "A likeness is in the data as far as it is cheap."),
            ("By their E.", "E can always be made small."),
            ("By the eye.", "The eye sees what λ made."),
        ),
    ),
    "16": (
        ask(
            "Noise is drawn evenly from the ordered pairs of 10 points. How many are there?",
            "b",
            ("45", "Each pair once. But (i, j) and (j, i) are two, if pairs are ordered."),
            ("90", "n(n − 1): nobody is paired with itself."),
            ("100", "Ten of these pair a point with itself."),
        ),
        ask(
            "What need not be computed if edges are told from noise?",
            "c",
            ("The neighbours.", "They are the edges."),
            ("The weights of the pairs drawn.", "The guess is made from them."),
            ("The sum of all weights.", "Z becomes one more number to be learnt."),
        ),
        ask(
            "For each edge 5 noise pairs are drawn. A pair has p just as large as the "
            "noise's ξ. What is the chance that it is an edge?",
            "a",
            ("1/6", "One edge among six that look the same."),
            ("1/2", "So it would be with one noise pair for each edge."),
            ("1/5", "Those are the odds, 1 to 5. A chance is a part of all six."),
        ),
        ask(
            "When does this game (NCE) lead where t-SNE leads?",
            "b",
            ("Always.", "So it is said. With few noise pairs the learnt Z differs."),
            (
                "With much noise, and long, gentle training.",
                "Few noise pairs, or a shaken map, move Z.",
            ),
            ("Never: it has no Q.", "w/Z is q, as soon as Z is right."),
        ),
        ask(
            "Why can Z not be learnt from the edges alone, by making −log(w/Z) small?",
            "c",
            ("It has no slope in Z.", "It has one, and always the same: log Z, downhill."),
            ("Z is too large a number.", "Its logarithm is learnt, and is small."),
            ("A smaller Z would always be better.", "Only noise makes it dear to believe."),
        ),
    ),
    "17": (
        ask(
            "Z̄ goes from 100 (s = 0) to 10 000 (s = 1), evenly in its logarithm. At s = 0.5 it is",
            "a",
            ("1000", "Ten times the one, a tenth of the other."),
            ("5050", "Halfway by adding. The spectrum multiplies."),
            ("50", "Outside of both ends?"),
        ),
        ask(
            "A larger Z̄ makes the map",
            "c",
            ("wider: pushes win.", "That is a small Z̄."),
            ("turn, and nothing else.", "It changes how hard pairs pull and push."),
            ("more compact: pulls win.", "Groups tighten, and merge in the end."),
        ),
        ask(
            "The textbook's w/(w + 1) is which Z̄, for n = 100 points and m = 5?",
            "b",
            ("1", "The 1 below the line is Z̄ m ξ, not Z̄."),
            ("1980", "n(n − 1)/m, so that Z̄ m ξ = 1."),
            ("49 500", "Times m, where it should be divided by m."),
        ),
        ask(
            "How does UMAP fit in?",
            "a",
            ("As negative sampling, with the kernel 1/d².", "1/(1 + d²) is (1/d²)/(1/d² + 1)."),
            (
                "As t-SNE with another perplexity.",
                "Its k is like a perplexity; its loss is another one.",
            ),
            (
                "It does not: it comes from topology.",
                "What it computes is this, whatever it came from.",
            ),
        ),
        ask(
            "Z̄ is ten times the number of edges. The map's Σw ends",
            "b",
            ("at Z̄, if it is trained for long.", "Each edge would need w = 10."),
            ("below Z̄.", "No w exceeds 1: for such a wish there is no room."),
            ("at t-SNE's.", "Larger than that: the pulls are much stronger."),
        ),
    ),
}
