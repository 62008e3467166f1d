"""Names that one person answers to: pet names, and one name in several languages.

Each line is a family of names; a name may belong to several. They are written as people type them, and other
spellings of them count as well (``pattern`` of ``sounds.py``): Sasha stands for Sascha, Saša and Саша.
"""

# ruff: noqa: E501

from functools import cache

from counselling.rules.scripts import sound_of
from counselling.rules.sounds import likeness, pattern

FAMILIES = """
aleksandr alexander oleksandr aleksander aliaksandr aleksandar alexandru alessandro alejandro iskander eskandar sasha sascha sacha sasa sanya shura alex aleks alek olek sandu sandro xander sanyi sandor aca aco ace
aleksandra alexandra oleksandra aliaksandra alessandra alejandra sasha sascha sacha sasa shura sanya alex ola sandra
aleksei alexej alexei oleksii aleksey aliaksei alexis aljoscha alyosha ljoscha lyosha lesha alex
anastasia anastasiia anastasiya nastja nastya nastia nastasia stasya asya asja
anatolii anatolij anatoly anatoli tolja tolya tolik
andrei andrej andrey andrii andrij andreas andrzej andriy andre andrea andrew andras andi andy andrjuscha andryusha drew jedrek bandi
anna hanna ganna hannah ana anne anni anja anya ania anka anita annika anuschka anushka anuta njura nyura anica ancuta
antonina tonja tonya tonia antonia
anton antonii antonio anthony antun antal antoni toni tony toscha tosha toncho tonino ante
arsenii arseny senja senya
artem artyom artjom artiom artemii tjoma tyoma tema
barbara varvara warwara barbel babsi basia varja varya barbora borbala babs
boris borys borja borya boro
bohdan bogdan bogdana bohdana bodja danja bodya
daria darja darya dariia dasha dascha dasa odarka
daniil danilo danylo daniel daniele danila danja danya dani danny danijel dan danko danial daniyal
denys denis dennis dionys deni
dmitri dmitrij dmytro dmitry dimitri dimitrij dmitrii dimitrios dumitru dima mitja mitya dimka mitica dimitar mitko dmitar
dorothea dorota dorothee doris dora dorotka dorotea thea darota
eduard edward eduardo edvard edik edi eddie eddy ed ted teddy lalo edo
ekaterina katerina kateryna jekaterina yekaterina ecaterina katarina katharina katarzyna catherine katherine kathrin katrin catalina caterina katalin katja katya katia kati kathi kate kathy kaethe kata kasia katinka catinca catia cati kasja karin kaca katrina
elena olena helena jelena yelena elene helene helen ilona lena lenka ljena lenochka olenka lenuta leana leni ilonka ica jeca alena aljona alyona aliona hela ellen
elisabeth elizabeth jelisaweta yelizaveta yelyzaveta elizaveta elzbieta erzsebet isabel isabella isabelle elisa eliza lisa liza liesel lisbeth liz beth betty elli sissi ela bozsi erzsi zsoka bella chabela elsa else ella libby alzbeta jelisaveta
emilia emiliia emily emma emmi milia milja emilie emilija
eugen evgeni evgenij jewgeni jewgenij yevgeny yevhen yevgeni eugene eugenio evgeny ewgeni shenja schenja zhenya zenja zhenja zenya gene evhen jevgenij jevgeni
eugenia evgenia jewgenia yevgenia yevheniia evgeniya shenja schenja zhenya zenja zhenja zenya yevheniya
eva ewa yeva jewa eve evi evka ewka evica hawa hawwa havva
fedor fjodor fyodor fedir theodor teodor theodoros tewodros tedros fedja fedya teo theo tudor todor
ferenc franz francisco francesco frantisek franciszek francis franjo frank franco feri paco pancho frank fran chico ferko franek
franziska francisca francesca franciszka franzi fanny paquita frances frantiska
friedrich fritz frederik frederick fryderyk federico fred freddy fredi
gabriel gavriil gavril havryil gabor gabi gabri gawriil jibril jibreel cebrail jabrail djibril gebriel
gabriele gabriela gabriella gabi gaby gabriele gabrysia
galina halyna galyna galja galya halja halya galka
gennadi gennadij hennadii gennady gena genna gennadii hena
georg georgi george georgij heorhii georgios giorgi gheorghe jorge giorgio jerzy gyorgy jurij yuri yurii jiri juergen jurgen joerg gjergj gjorgje djordje dorde jure juraj gigi ghita jurek gyuri schorsch goga gio gia gevorg kevork jurgis jordi joris kiril girgis jirjis
grigori grigorij hryhorii hryhorij gregor gregory grigore grzegorz gergely grischa grisha hrysha grig krikor gyorgy grzesiek gregorio grigor krikor
heinrich henry heinz heiner henri henrik henryk enrique enrico quique hinnerk harry hal hendrik jindrich
hryhorii grigori grischa
igor ihor garik igorek gosha
ilja ilya illia elia elias elijah ilyas ilias ilie ilija iljuscha ilyusha elie eliya elyas
irina iryna irene irena irini ira irka irischa irisha irinka
iwan ivan jan johann johannes hans hannes john jean giovanni juan ion ioan joao janos jovan ivo yahya yohannes yohanes vanja vanya wanja wanya vania janek jas jani jancsi jannis yannis ioannis jack johnny jonny ionut ionel nelu gianni vano ivica jovica hovhannes johan jens jannik iwanko johnny yuhanna hanna yahia yehya
jakob jakov jakub jacob yaqub yakub yakov yakiv yaakov jaques jacques james jaime diego giacomo jacopo kuba jascha yasha jim jimmy yacoub yaqoob yaghoub iacob santiago tiago jago jaska
jana yana janina janja ivanka iwanka johanna joanna ioana giovanna juana jovana hanna jo joan jane janka asia yanina ivana jeanne
jaroslav yaroslav jaroslaw jarek slawa slava jarik yarik
jaroslava yaroslava slava slawa jasja
josef joseph yosef yosyp iosif osip jozef giuseppe jose yusuf youssef yousef jussuf yusif yousuf jusuf yosip josip beppe pepe sepp jupp joe joschi jozsef joska jozek josefo osip yosif yossi yosi youssouf isuf yosief
julia iuliia yuliya yuliia julija giulia juliana julie julka julja ulyana jule juli juliska
juri yuri yurii jurij yury yuriy iurii jura yura jurik
kirill kyrylo kiril cyril kirilo kira kirjuscha cirilo qirillos
klaus nikolaus klaas
konstantin kostiantyn konstantyn constantin constantine kostja kostya costel dinu titi costin konstantinos kostas kosta costica
ksenia xenia kseniia kseniya oksana oxana axinja aksinja ksjuscha ksyusha xjuscha
larissa larysa larisa lara lora laryssa
leonid leon leonard leonardo leo lonja lyonya ljonja lenja lev lew levko lionel leonhard levan
lidia lidiia lidija lydia lida lidka lyda lidochka
ljubov lyubov liubov ljubow lubow ljuba lyuba luba ljubica
ludmila liudmyla ljudmila lyudmyla lyudmila ludmilla luda ljuda lyuda liuda mila milotschka ljusja lyusya
ludwig louis luis luigi lajos ludwik lou lui lucho lali luiz
magdalena magda lena leni madalina madeleine magdolna majda meda lenka mahdalyna
maksim maxim maksym maximilian max maks maksymilian massimo maximiliano
margarita margareta margarethe margaret malgorzata marharyta margherita margit rita margot gosia grete gretel greta maggie peggy meg margo gretchen marguerite ritka
maria mariia mariya marija mary marie miriam maryam mariam mirjam meryem merjem maryia mascha masha masa marusja marusia manja marika mari mia marysia marusya marichka mara mitzi meri mariami mariana maryan marysja
marianna marianne mariana marjana maryana
marina maryna marinka marischa
martin martyn martino marton martti marcin
matthias matthaeus mattheus matwei matvii matvey mateusz matej mateo matteo matei matija mathew matthew mati matze hias matti matyas mattis matthew mateusz mattia matvei motja
michael mikhail mychajlo mykhailo michail mihail mihai mihajlo mikael michal miguel michele mihaly mihaela mischa misha misa mishka mihkel mika mike michi micha mitch misi misiek mischka mihaita misu mikhael mikel mikayel mikail
mikola mykola nikolai nikolaj nikolay nicolae nikolaus nicolas nikola nicola nikolas nicolaos miklos mikolaj mykolaj kolja kolya kolia kola niko nico nick nicu niklas miki nikita klaus nikos nidza kolyan mikalai nicholas
nadeschda nadezhda nadija nadiia nadia nadja nadya nadezda nadine nadka nadiya
natalia nataliia natalya natalja nataliya natasha natascha natasa natalie natali nataly nata talja talya natalka natalija
nikita mykyta nikit kita
olga olha olja olya olia helga olgica oljuscha
oleg oleh olezhka olik
oksana oxana ksana ksenia xana
pavel pavlo pawel paul paulo paolo pablo pawlos paulos bulus pascha pasha pawlik pavlik pavle pal pali pavol boulos
petr petro pjotr pyotr piotr peter pietro pedro petru petros butrus petar petja petya petia petrik pit pete petrus pierre piotrek boutros pero
polina pawlina pavlina polja polya paulina pauline polinka apollinaria
roman romko roma romka romain ramon
semen semjon semyon simon simeon szymon shimon sjoma syoma semko simone siman simun senja
sergei serhii sergej serhij sergiy sergio sergius sergey sergii siarhei serjoscha serhiy seryozha sergij serega serjosha serge serioscha serg
sofia sofiia sofija sophia sophie sofiya zofia sonja sonya sonia zosia sofie sofi zsofia sofka safiya
stanislav stanislaw stanislaus stas staszek slava slawa stanko stasik
stefan stephan stepan steven stephen istvan stefano esteban etienne estifanos stevan fane stjopa styopa steffen steve pista isti stipe stjepan szczepan stipo stiven
stefania stepanie stefanie stephanie steffi steffie stefaniia
susanne susanna zsuzsanna suzana suzanne zuzanna susi zsuzsa sanna zuza susan sosan
swetlana svetlana svitlana sweta sveta svieta lana ceca svjetlana svetla svetik
tamara tama toma tamar
taras tarasik
tatjana tatiana tetiana tatyana tetjana tetyana tanja tanya tania tanjuscha tanyusha tatyanna taja tanita
theresa teresa therese teresia terezia terez resi terka terenia terezija tereza
thomas tomas tomasz tommaso tom tommy tomek toma tamas tomislav tomo foma khoma
timofei tymofii timofej timothy timotheus tima tymofij timo tim timi
ulrich ulli uli
ursula uschi ulla orsolya orsi urszula ursel ushi
vadim vadym wadim wadik vadik
valentin valentyn walentin valentino valja valya walja
valentina valentyna walentina valja valya walja vali
valerii valeri valery valerij walerij valera walera valerio
valeria valeriia valerija waleria lera walerija lerka
vasili vasyl wassili vasilij vasily wasyl vasile basil basilio basile vassily vasja vasya wasja vasilis vasko basel lica wassilij vaso vasil bazyli
veronika veronica weronika nika vera ronja vroni nicki
viktor victor wiktor vitja vitya witja viktar vittorio
viktoria victoria viktoriia viktoriya wiktoria vika wika vicky vita tori viki vitoria
vitali vitalii vitalij witali vitaliy vitalik vitalya witalik
vladimir volodymyr wladimir wolodymyr vladimer vladimiro wolodja volodya vova vowa wowa wowka vlado vlada vovo vladi waldemar wowotschka vovka uladzimir vladko
vladislav vladyslav wladislaw vlad vladik wladyslaw ladislaus laszlo laci vladi slava slawa ladislav wladek uladzislau
wjatscheslaw vyacheslav viacheslav slava slawa wenzel vaclav vjacheslav vjaceslav waclaw
schanna zhanna zana jeanne janna zanna
wilhelm william willem guillermo guglielmo willi willy bill billy vilmos vili vilem will liam helmut memo
agnieszka agnes agnessa aga agi ines agnija agnesa inez
krzysztof christoph kristof christopher cristobal krzysiek chris kris stoffel christophe krysztof kristofer cristofor christos
christian cristian kristian krystian chris cris krisztian
christina cristina kristina krystyna christine kristin tina krystian chris kristi krisztina krystia khrystyna christel kirsten
robert roberto rob bob bobby beto berto rupert robi
richard ricardo riccardo ryszard rick ricky ritchie dick rysiek rihard
alberto albert adalbert beto wojciech albrecht bertl wojtek bert voitech vojtech bela
manuel emanuel emmanuel immanuel manolo manu amanuel manni manoel
dolores lola lolita
guadalupe lupe lupita
concepcion concha conchita
ignacio nacho ignaz ignatius ihnat
jesus chucho isa issa eisa iisa ciise suso
rosario charo
eleonore eleonora leonora nora lore elinor elnora
sebastian sebastiano basti bastian bas seba
benjamin ben benny beni benjamino bunyamin benyamin bünyamin binyam biniam
dominik dominic domingo domenico nick domi
florian florin flo florea
jonathan jonatan natan nathan natnael nathanael nathaniel
charles karl carl carlos carlo karel karol karoly charlie kalle karlo
bernhard bernard bernardo bernd berni bernie
philipp philip filip felipe filippo phil fulop filmon philemon filimon filipe pilipos
rafael raphael rafal rafi raffael rafaelle
zbigniew zbyszek
tadeusz tadek thaddaeus taddeo
gerhard gerard gerardo gerd gert
guenther gunther gunter
mohammed mohammad mohamed muhammad muhammed muhamed mohamad mehmet mehmed mahomet mamadou maxamed mahamed mohamud muhammet mohd md mo moe momo hamo hammo hamoudi hammoudi hamoudeh hamada hamode hamudi memo memet meho mujo muha muho mimo mohammadi magomed mahammad muxammed mamed medo mido mohand amadou
ahmed ahmad ahmet achmed achmat axmed amed hamada hamoudi hammoudi hamudi ahmo amo ahmadou ahmadi akhmed akhmad hammada
mahmoud mahmud mehmud mahmut maxamuud machmud hamoudi hammoudi hamada mamo hamudi makhmud
hamid hamed hameed hamit hamide hamoud hammoud abdelhamid abdulhamid
mustafa mostafa mustapha moustapha moustafa mostefa musti tufa mistik mujo sasa mustaf steif moustaf
abdullah abdallah abdulla abdalla abdollah abdoullah abdo abdou abud aboud abood abboud abudi apo abdul abdel cabdullahi abdullahi abdoulaye avdo obeid
abdulrahman abdurrahman abdelrahman abdirahman abdo abdou aboud abood abudi abdul cabdiraxmaan abdourahmane rahman abderrahman abdoul abdol
abdulkarim abdelkarim abdulaziz abdelaziz abdulqadir abdelkader abdulkadir abdo abdou abdul aboud abdi
abdi abdul abdirahman abdullahi cabdi abdirashid abdiaziz
ibrahim brahim ebrahim abraham avraham abram ibo ibro brahem barhoum ibrahima abrahim abrham abe ibrahem braim ebi bobby
ismail esmail ismael smail ishmael ismaila esmaeil ismo smain sumail
ishaq isaac isaak yitzhak izak ishak eshagh yishak isak
harun haroun aaron aharon harouna aron
zakaria zakariya zekeriya zacharias zachary zaki zekarias sakarja zak zakarya
suleiman suleyman sulaiman soleiman salomon solomon sulejman sliman slimane souleymane suljo sulo solomo soliman sleiman shlomo selemon saleman
dawud davud daoud david dawit davit davoud dawood dawid daud dave davide dudu davo
musa moussa mousa moses moshe mose muuse moise mussa mooses musie
nuh nouh noah noach noh nouha
adam adem aadan adan aden adamo
idris edris driss idriss enoch
ayub ayyub ayoub eyup job ayyoub eyub hiob eyob iyob
yunus younes yunes jonas jonah yonas younis junus yonus iunus younus junis
luqman lokman loqman
osman othman uthman ousmane cusmaan osmo otman ousman usman
omar umar omer oumar omr cumar ömer umer amar omarou
ali aly cali alieu alija aliou alli aleeyu
hassan hasan xasan hasso haso hacen lahcen hassane hassoun hasib
hussein husain hussain hossein huseyin husein houssein hosein xuseen husso huso hocine hossain husayn houcine husni husejn
khaled khalid chaled chalid halid xalid kaled halit khaalid kaleed
jamal gamal cemal djamal dschamal jemal djemal jamaal dzemal zhamal
kamal kemal kamel camal kamil kamaal
ramadan ramazan ramadhan ramzan remzi ramo ramadani ramadane
reza rida ridha riza redha ridah rizaa reda ridho
abubakr abubakar aboubacar boubacar ebubekir abubekir bekir bakr boubaker babakar aboubakar bako abu bubakar abukar
salahuddin saladin selahattin salaheddine salahedin salah selah selahaddin salahudin sala salhudin
nuruddin nureddin nourredine nouraldin nureddine nurettin nour noureddine nooraldin nur noor
alauddin alaa aladin ala alaeddine alaadin
husamuddin husam hussam hosam hüsamettin hisham
tariq tarek tareq tarik tarak
usama osama oussama usame
yahya yahia jahja yehia yehya yihya
hadi hady abdulhadi
fatima fatma fatemeh fatimah fatme faduma faadumo fadumo fatoumata fatou fati fata fato fatos fatouma fatoum fatime fatmeh fatuma fatimata fadimata fatmata fadime fatim
khadija khadijeh hatice khadidja chadidscha hadidza khadiga kadija kadiatou hatidza khadi chadija xadiija khadije hatidja hadice
aisha aischa aicha ayse ayesha aishah aysha ajsa caasha asha aisa aishe aissatou ayşe asia ajse esha aysegul ayshe
zainab zeynep zeinab zaynab zineb zejneb zainabu zaineb seinab zeyno zenaba sainab
amina emine aminah ameena aminata emina amna eminem emka amine mina
sara sarah sare saara zara sarra sarai sally
layla leyla leila lejla laila lila lela lejlah
nur nour noor noura nura
samira samirah semira samera samire sami
rukaya ruqayya ruqaya rukiye rokaya rukia ruqia
sumaya sumayya sumeyye soumaya somaya sumeja soumeya sumaia
asma esma asmaa asma asme
halima xaliima halime halimah khalima halimat
safia safiya safiye sofia safiyya zafia
maha mahnoosh mahin
nasrin nesrin nasreen nesrine nasrine
shirin sirin schirin chirine shireen
parvin parwin perwin pervin parveen
guli gul gulnaz gul gulistan
mehdi mahdi mehdy mahdy mahadi madi
farid fareed ferid fareid ferit
said saeed saed sayed saiid sait saciid saeid
sayed sayyed seyed said syed seyyid sayyid
rashid rasheed raschid rachid resit rasid
karim kareem kerim carim
rahim raheem rehim
salim selim saleem slim salem selem
nasir nasser naser nasr nazir nassir nacer
yasin yaseen yasser jasin yassine yasine
jafar jaafar cafer djafar dschafar djaafar gafar
javad jawad cevat djavad jevad dzevad javid
qasim kasim kassem qassem ghasem gasem kasem belkacem kacem casim
zaid zayd zeid zeyd said zayed
hamza hamzeh hamse amza xamza hamze
anas enes anes annas
bilal belal bilel bilaal billal
iqbal ikbal eghbal
tesfay tesfaye tesfai tesfu tesfa tesfom
gebre ghebre gebru gebreab gabre
kidane kidani kidu kidan
haile hayle hailu hailemariam
selam selamawit selami salam semhar
tsegay tsegaye zegay segay tsegai tsige
mulugeta mulu
abeba abebe abebech
hiwot hiwet heywot
rahel rachel raquel rahil rachil ruhel
samuel samiel samuil shmuel samweel sami sam
elsa elsabet elsabeth elisabeth
mihret mihreteab meheret
natnael nathanael natanael nati
tekle takle teklit teklay
joaquin joachim achim jochen joakim quino jokim
guillermo memo
eleni elena helen
nikolaos nikos niko
vasilios vasilis
gordana goca goga
slobodan sloba boban boba
milan mile milo milenko
miroslav miro mirko mirek miroslaw myroslav slavko
dragan drago gagi
zoran zoki zoka
snezana sneza snjezana snezhana
ljiljana ljilja lilian lili liljana lilly lilia liliana lilya lilija
nemanja nemo
milos milosch
senad seno
edin edo
salih salko saleh salah saleem
mirza mirsad mirso
dzevad dzemo
jasmin jasmina yasmin yasmine jasminka yasemin yasmina jasmine yasaman jassmin yassmin
lejla leko
hristo christo kristo itzo
radoslav rado radek radko radoslaw
ghazal gazal ghazaleh
roya ruya rüya
agha aga
bakhyt bahyt
gulnara guli gulya gulja
aigul aygul ajgul
nguyen nguyễn ngyuen nguen
khadra hadra xadra
nasra nasrah
zhou chow
anton antek
joao joaquim
tomislav tomo
zlatan zlatko
branislav branko brane
vincent vincenzo vicente vinko vince enzo cenzo
laurentius laurens lorenzo lawrence lars lovro lavrentij larry laurent
lucas lukas luka luca luke lukasz luc louka
markus marcus marco marko mark marek marc marcos marq
noemi naomi nomi
paula pola paola
raimund raymond ramon ray
rosa rose roza rosalia rosi ruza rozalia
rudolf rudi rudolph rudy rolf
silvia sylvia sylwia silvija szilvia
simone simona semona
tobias tobi tobiasz toby
veit vitus vid
walter walther valter
zacharias zachar sachar zahar
"""


def _key(sound: str) -> str:
    """Short names need more than their consonants: Ola is not Ela."""
    return pattern(sound) if len(sound) > 4 else sound


@cache
def _table() -> dict[str, dict[int, list[str]]]:
    """``{key: {number of the family: sounds of its names with this key}}``."""
    table: dict[str, dict[int, list[str]]] = {}
    for number, line in enumerate(filter(None, FAMILIES.splitlines())):
        for name in line.split():
            sound = sound_of(name)
            table.setdefault(_key(sound), {}).setdefault(number, []).append(sound)
    return table


@cache
def families_of(sound: str) -> frozenset[int]:
    """Numbers of the families that a name belongs to, in whatever spelling."""
    found = _table().get(_key(sound), {})
    return frozenset(number for number, names in found.items() if any(likeness(sound, name) > 0.9 for name in names))
